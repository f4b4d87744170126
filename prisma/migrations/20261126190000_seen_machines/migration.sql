-- Not breaking. The worker applies no statement about a machine that was silent for a day.
GRANT SELECT ON "node_hours" TO infinitio_worker;
