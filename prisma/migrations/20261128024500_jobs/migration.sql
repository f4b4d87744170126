-- Not breaking. Jobs of accounts that a scheduler runs, and the journal of each: its events in their sequence, as JSON.
CREATE TABLE "jobs" (
  "job_id" TEXT NOT NULL PRIMARY KEY,
  "account" TEXT NOT NULL,
  "scheduler" TEXT NOT NULL,
  "spec" JSONB NOT NULL,
  "events" INTEGER NOT NULL DEFAULT 0,
  "approved_at" TIMESTAMPTZ(3),
  "over_at" TIMESTAMPTZ(3),
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now()
);
CREATE INDEX "jobs_account_created_at_idx" ON "jobs" ("account", "created_at");
CREATE INDEX "jobs_scheduler_created_at_idx" ON "jobs" ("scheduler", "created_at") WHERE "over_at" IS NULL;
CREATE INDEX "jobs_created_at_idx" ON "jobs" ("created_at");
CREATE TABLE "job_events" (
  "job_id" TEXT NOT NULL REFERENCES "jobs" ("job_id") ON DELETE CASCADE ON UPDATE NO ACTION,
  "number" INTEGER NOT NULL,
  "event" JSONB NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  PRIMARY KEY ("job_id", "number")
);
GRANT SELECT, INSERT, UPDATE, DELETE ON "jobs" TO infinitio_api;
GRANT SELECT, INSERT, UPDATE, DELETE ON "job_events" TO infinitio_api;
