-- Spec: [[../../2011.spec|2011 - Tables for readings]]
-- Context: [[../../2011.context|Implementation Journal]]
create table station (
    number integer primary key,
    name text not null unique
);

create table reading (
    station integer not null references station (number),
    counter integer not null,
    measured_at text not null,  -- UTC
    distance_mm integer not null,
    battery real not null,
    quality integer not null,
    tips integer,
    arrived_at text not null,
    primary key (station, counter)
);

create table rejected (
    arrived_at text not null,
    source text not null,
    frame blob not null,
    why text not null
);

create index reading_by_time on reading (measured_at, station);
