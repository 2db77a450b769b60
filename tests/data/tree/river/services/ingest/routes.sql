-- name: counters
select counter from reading where station = :station and counter between :first and :last;

-- name: newest
select station, max(measured_at) from reading group by station;
