-- Not breaking. The agent of each machine: its version, its starts and its newest log lines, for the owner's page of the machine.
CREATE TABLE "node_agents" (
  "node_id" TEXT NOT NULL PRIMARY KEY,
  "version" TEXT NOT NULL CHECK (length("version") <= 60),
  "started_at" BIGINT NOT NULL,
  "booted_at" BIGINT,
  "lines" JSONB NOT NULL,
  "reported_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
GRANT SELECT, INSERT, UPDATE, DELETE ON "node_agents" TO infinitio_api;
