-- Not breaking. The worker anchors the journal on the chain, so it reads which row is the last.
GRANT SELECT ON "journal" TO infinitio_worker;
