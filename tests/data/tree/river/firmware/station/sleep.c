#include "station.h"

#define CALM_S 900
#define RISING_S 300
#define RISE_MM 50
#define CALM_READINGS 6

static int calm = CALM_READINGS;

int next_pause(int before_mm, int now_mm)
{
    if (before_mm - now_mm >= RISE_MM)
        calm = 0;
    else if (calm < CALM_READINGS)
        calm++;
    return calm < CALM_READINGS ? RISING_S : CALM_S;
}
