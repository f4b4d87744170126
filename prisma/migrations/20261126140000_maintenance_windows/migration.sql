-- Not breaking. Planned maintenance of machines, by their providers. Times are Unix seconds of the block clock.
CREATE TABLE "maintenance_windows" (
  "window_id" UUID NOT NULL PRIMARY KEY,
  "node_id" TEXT NOT NULL,
  "provider" TEXT NOT NULL,
  "from_at" BIGINT NOT NULL,
  "until_at" BIGINT NOT NULL CHECK ("until_at" > "from_at" AND "until_at" - "from_at" <= 2592000),
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "cancelled_at" TIMESTAMPTZ(3)
);
CREATE INDEX "maintenance_windows_node_id_until_at_idx" ON "maintenance_windows" ("node_id", "until_at");
CREATE INDEX "maintenance_windows_provider_until_at_idx" ON "maintenance_windows" ("provider", "until_at");
CREATE INDEX "maintenance_windows_until_at_idx" ON "maintenance_windows" ("until_at");
GRANT SELECT, INSERT, UPDATE, DELETE ON "maintenance_windows" TO infinitio_api;
