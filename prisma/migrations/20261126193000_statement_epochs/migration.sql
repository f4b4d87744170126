-- Not breaking. The same root can be attested for a later hour. Then its statements belong to that hour, and must not be deleted with the first one.
GRANT UPDATE ("epoch") ON "machine_statements" TO infinitio_api;
