-- Spec: [[../../2021.spec|2021 - Limits by station]]
-- Context: [[../../2021.context|Implementation Journal]]
create table believable (
    station integer primary key references station (number),
    lowest_mm integer not null,
    highest_mm integer not null,
    source text not null
);

insert into believable values
    (1, -200, 4100, 'flood mark 1967 on the north pier'),
    (2, -150, 3600, 'Ada Thwaite, and the mark of 2015'),
    (3, -300, 2900, 'parish book, 1967'),
    (4, -200, 5200, 'flood mark 2015'),
    (5, -100, 3700, 'the mill''s own book'),
    (6, -250, 5400, 'county survey after 2023');
