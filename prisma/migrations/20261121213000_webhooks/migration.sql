-- Not breaking. Addresses of an account that are told what it is told, and every try to tell them.
CREATE TABLE "webhooks" (
  "webhook_id" UUID NOT NULL PRIMARY KEY,
  "account" TEXT NOT NULL,
  "url" TEXT NOT NULL,
  "kinds" TEXT[] NOT NULL,
  "secret" BYTEA NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "disabled_at" TIMESTAMPTZ(3)
);
CREATE INDEX "webhooks_account_idx" ON "webhooks" ("account");
CREATE TABLE "webhook_deliveries" (
  "delivery_id" UUID NOT NULL PRIMARY KEY DEFAULT gen_random_uuid(),
  "webhook_id" UUID NOT NULL REFERENCES "webhooks" ("webhook_id") ON DELETE CASCADE,
  "notification_id" BIGINT,
  "kind" TEXT NOT NULL,
  "state" TEXT NOT NULL DEFAULT 'waiting' CHECK ("state" IN ('waiting', 'delivered', 'failed')),
  "attempts" INTEGER NOT NULL DEFAULT 0,
  "next_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "claimed_until" TIMESTAMPTZ(3),
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "delivered_at" TIMESTAMPTZ(3)
);
CREATE INDEX "webhook_deliveries_due_idx" ON "webhook_deliveries" ("next_at") WHERE "state" = 'waiting';
CREATE INDEX "webhook_deliveries_waiting_idx" ON "webhook_deliveries" ("webhook_id", "next_at") WHERE "state" = 'waiting';
CREATE INDEX "webhook_deliveries_webhook_id_created_at_idx" ON "webhook_deliveries" ("webhook_id", "created_at");
CREATE INDEX "webhook_deliveries_created_at_idx" ON "webhook_deliveries" ("created_at");
CREATE TABLE "webhook_attempts" (
  "attempt_id" BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  "delivery_id" UUID NOT NULL REFERENCES "webhook_deliveries" ("delivery_id") ON DELETE CASCADE,
  "attempt" INTEGER NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "status" INTEGER,
  "took_ms" INTEGER NOT NULL,
  "error" TEXT
);
CREATE INDEX "webhook_attempts_delivery_id_idx" ON "webhook_attempts" ("delivery_id");
GRANT SELECT, INSERT, UPDATE, DELETE ON "webhooks" TO infinitio_api;
GRANT SELECT, INSERT, UPDATE, DELETE ON "webhook_deliveries" TO infinitio_api;
GRANT SELECT, INSERT, DELETE ON "webhook_attempts" TO infinitio_api;
