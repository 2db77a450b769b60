-- Spec: [[../../2032.spec|2032 - Travel times between bridges]]
-- Context: [[../../2032.context|Implementation Journal]]
create table travel_point (
    upper integer not null references station (number),
    lower integer not null references station (number),
    flood text not null,
    level_mm integer not null,
    minutes integer not null,
    primary key (upper, lower, flood)
);

create table travel_curve (
    upper integer not null,
    lower integer not null,
    slope real not null,
    minutes_at_zero real not null,
    fitted_at text not null,
    primary key (upper, lower)
);
