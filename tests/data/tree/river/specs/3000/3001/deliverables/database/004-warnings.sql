-- Spec: [[../../3013.spec|3013 - Keep every decision]]
-- Context: [[../../3013.context|Implementation Journal]]
create table decision (
    number integer primary key,
    decided_at text not null,
    station integer not null references station (number),
    state text not null check (state in ('calm', 'watch', 'prepare', 'act')),
    threshold_mm integer not null,  -- as it stood then
    rule text not null
);

create table decision_reading (
    decision integer not null references decision (number),
    station integer not null,
    counter integer not null,
    primary key (decision, station, counter)
);

create table told (
    decision integer not null references decision (number),
    whom text not null,
    how text not null,
    told_at text not null
);
