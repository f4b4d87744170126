-- Not breaking. What an account is told, once each, and up to which final block the chain was read for it.
CREATE TABLE "notifications" (
  "notification_id" BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  "account" TEXT NOT NULL,
  "notification_key" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "facts" JSONB NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "read_at" TIMESTAMPTZ(3)
);
CREATE UNIQUE INDEX "notifications_account_notification_key_key" ON "notifications" ("account", "notification_key");
CREATE INDEX "notifications_account_notification_id_idx" ON "notifications" ("account", "notification_id");
CREATE INDEX "notifications_unread_idx" ON "notifications" ("account") WHERE "read_at" IS NULL;
CREATE INDEX "notifications_created_at_idx" ON "notifications" ("created_at");
CREATE TABLE "notification_cursor" (
  "id" INTEGER NOT NULL PRIMARY KEY CHECK ("id" = 1),
  "block_number" BIGINT NOT NULL
);
GRANT SELECT, INSERT, UPDATE, DELETE ON "notifications" TO infinitio_api;
GRANT SELECT, INSERT, UPDATE ON "notification_cursor" TO infinitio_api;
