-- Not breaking. Results of tasks that workers store before they commit. The bytes are in the store of snapshots, under the id of the row.
CREATE TABLE "task_results" (
  "result_id" UUID NOT NULL PRIMARY KEY,
  "task_id" TEXT NOT NULL,
  "commitment" TEXT NOT NULL,
  "tries" INTEGER NOT NULL,
  "provider" TEXT NOT NULL,
  "sha256" TEXT NOT NULL,
  "bytes" INTEGER NOT NULL CHECK ("bytes" > 0),
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "stored_at" TIMESTAMPTZ(3),
  "expires_at" TIMESTAMPTZ(3) NOT NULL,
  "deleted_at" TIMESTAMPTZ(3)
);
CREATE UNIQUE INDEX "task_results_task_id_commitment_key" ON "task_results" ("task_id", "commitment") WHERE "stored_at" IS NOT NULL AND "deleted_at" IS NULL;
CREATE INDEX "task_results_task_id_commitment_idx" ON "task_results" ("task_id", "commitment");
CREATE INDEX "task_results_provider_idx" ON "task_results" ("provider");
CREATE INDEX "task_results_expires_at_idx" ON "task_results" ("expires_at");
GRANT SELECT, INSERT, UPDATE, DELETE ON "task_results" TO infinitio_api;
