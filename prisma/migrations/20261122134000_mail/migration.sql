-- Not breaking. Where an account is told by e-mail, every try to tell it, and who was asked to confirm an address or wants no mail at all.
CREATE TABLE "mail_addresses" (
  "account" TEXT NOT NULL PRIMARY KEY,
  "mail_id" UUID NOT NULL DEFAULT gen_random_uuid(),
  "address" TEXT NOT NULL CHECK (length("address") <= 254),
  "mailbox" BYTEA NOT NULL,
  "kinds" TEXT[] NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "confirm_hash" BYTEA,
  "confirm_until" TIMESTAMPTZ(3),
  "confirmed_at" TIMESTAMPTZ(3),
  "stop_token" BYTEA NOT NULL,
  "stopped_at" TIMESTAMPTZ(3),
  "stopped_by" TEXT CHECK ("stopped_by" IN ('reader', 'server'))
);
CREATE UNIQUE INDEX "mail_addresses_mail_id_key" ON "mail_addresses" ("mail_id");
CREATE INDEX "mail_addresses_mailbox_idx" ON "mail_addresses" ("mailbox");
CREATE INDEX "mail_addresses_confirm_hash_idx" ON "mail_addresses" ("confirm_hash");
CREATE INDEX "mail_addresses_stop_token_idx" ON "mail_addresses" (sha256("stop_token"));
CREATE TABLE "mail_deliveries" (
  "delivery_id" UUID NOT NULL PRIMARY KEY DEFAULT gen_random_uuid(),
  "mail_id" UUID NOT NULL REFERENCES "mail_addresses" ("mail_id") ON DELETE CASCADE,
  "notification_id" BIGINT,
  "kind" TEXT NOT NULL,
  "state" TEXT NOT NULL DEFAULT 'waiting' CHECK ("state" IN ('waiting', 'delivered', 'failed')),
  "attempts" INTEGER NOT NULL DEFAULT 0,
  "next_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "claimed_until" TIMESTAMPTZ(3),
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "delivered_at" TIMESTAMPTZ(3)
);
CREATE INDEX "mail_deliveries_due_idx" ON "mail_deliveries" ("next_at") WHERE "state" = 'waiting';
CREATE INDEX "mail_deliveries_mail_id_created_at_idx" ON "mail_deliveries" ("mail_id", "created_at");
CREATE INDEX "mail_deliveries_created_at_idx" ON "mail_deliveries" ("created_at");
CREATE TABLE "mail_attempts" (
  "attempt_id" BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  "delivery_id" UUID NOT NULL REFERENCES "mail_deliveries" ("delivery_id") ON DELETE CASCADE,
  "attempt" INTEGER NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "status" INTEGER,
  "took_ms" INTEGER NOT NULL,
  "error" TEXT
);
CREATE INDEX "mail_attempts_delivery_id_idx" ON "mail_attempts" ("delivery_id");
CREATE TABLE "mail_asked" (
  "asked_id" BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  "kind" TEXT NOT NULL CHECK ("kind" IN ('asked', 'stopped')),
  "mailbox" BYTEA NOT NULL,
  "account" TEXT,
  "at" TIMESTAMPTZ(3) NOT NULL DEFAULT now()
);
CREATE INDEX "mail_asked_mailbox_idx" ON "mail_asked" ("mailbox");
CREATE INDEX "mail_asked_account_idx" ON "mail_asked" ("account");
CREATE INDEX "mail_asked_at_idx" ON "mail_asked" ("at");
GRANT SELECT, INSERT, UPDATE, DELETE ON "mail_addresses" TO infinitio_api;
GRANT SELECT, INSERT, UPDATE, DELETE ON "mail_deliveries" TO infinitio_api;
GRANT SELECT, INSERT, DELETE ON "mail_attempts" TO infinitio_api;
GRANT SELECT, INSERT, UPDATE, DELETE ON "mail_asked" TO infinitio_api;
