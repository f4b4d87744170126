-- Not breaking. Which workloads name an image: all that the worker may know of them, so that no match is settled on a machine that runs none.
CREATE VIEW "image_workloads" AS SELECT "hash" FROM "workloads" WHERE "body"::jsonb -> 'image' IS NOT NULL;
GRANT SELECT ON "image_workloads" TO infinitio_api, infinitio_worker;
GRANT SELECT ("node_id", "runtime") ON "node_profiles" TO infinitio_worker;
