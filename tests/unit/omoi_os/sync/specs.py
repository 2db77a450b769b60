"""Requirements and designs as texts."""

from __future__ import annotations


def requirements(feature: str, *, action: str = "hold it for 10 minutes") -> tuple[str, str]:
    """(path, text) of a requirements file with two requirements."""
    code = "BOOK" if feature == "booking" else feature.upper()
    text = f"""---
id: REQ-{code}-001
title: {feature.title()} Requirements
feature: {feature}
created: 2026-11-01
updated: 2026-11-01
status: draft
category: functional
priority: HIGH
---

# {feature.title()} Requirements

## Functional Requirements

### REQ-{code}-FUNC-001: Hold a slot of {feature}

**Priority**: HIGH

WHEN a patient takes a slot, THE SYSTEM SHALL {action}.

**Acceptance Criteria**:
- [x] A second patient cannot take it
- [ ] It is free again after 10 minutes

**Notes**: none

### REQ-{code}-FUNC-002: Offer others

IF the slot is taken, THEN THE SYSTEM SHALL offer three others.
"""
    return f".omoi_os/requirements/{feature}.md", text


REQUIREMENTS = requirements("booking")
DESIGN = (
    ".omoi_os/designs/booking.md",
    """---
id: DESIGN-BOOK-001
title: Booking Design
feature: booking
created: 2026-11-01
updated: 2026-11-01
status: draft
requirements:
  - REQ-BOOK-001
---

# Booking Design

## Architecture

### System Context

One service behind the site.

## Data Model

```sql
CREATE TABLE slots (id UUID);
## not a heading
```

## API Specification

### Endpoints

| Method | Path | Description | Auth |
|--------|------|-------------|------|
| POST | /api/v1/slots | Take a slot | Required |
| GET | `/api/v1/slots/{id}` | Read a slot \\| state | Required |

## Testing Strategy

None yet.
""",
)
