-- Not breaking. Keys of private jobs, each encrypted to one machine that runs or checks a task.
CREATE TABLE "task_keys" (
  "task_id" TEXT NOT NULL,
  "node_id" TEXT NOT NULL,
  "giver" TEXT NOT NULL,
  "box" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  PRIMARY KEY ("task_id", "node_id", "giver")
);
CREATE INDEX "task_keys_created_at_idx" ON "task_keys" ("created_at");
GRANT SELECT, INSERT, UPDATE, DELETE ON "task_keys" TO infinitio_api;
