#include "station.h"

#define DEBOUNCE_MS 200

static uint16_t tips;
static uint32_t last_ms;

void on_tip(void)
{
    uint32_t now = clock_ms();
    if (now - last_ms < DEBOUNCE_MS)
        return;
    last_ms = now;
    tips++;
    flash_keep(TIPS, tips);
}
