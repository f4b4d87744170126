-- Not breaking. What the service ledger holds: services, pots, allowances of keys, channels, and what each channel settled a day.
CREATE TABLE "services" (
  "service" TEXT PRIMARY KEY,
  "payee" TEXT NOT NULL,
  "royalty_to" TEXT NOT NULL,
  "royalty_bps" INTEGER NOT NULL,
  "lock_seconds" INTEGER NOT NULL,
  "operator" TEXT NOT NULL,
  "model" TEXT NOT NULL,
  "bond" NUMERIC(78,0) NOT NULL,
  "out_at" BIGINT NOT NULL,
  "noted" BOOLEAN NOT NULL,
  "terms" TEXT NOT NULL,
  "terms_hash" TEXT NOT NULL,
  "terms_at" BIGINT NOT NULL,
  "registered_at" BIGINT NOT NULL,
  "updated_block" BIGINT NOT NULL
);
CREATE INDEX "services_registered_at_service_idx" ON "services" ("registered_at", "service");
CREATE INDEX "services_payee_idx" ON "services" ("payee");
CREATE TABLE "pots" (
  "account" TEXT NOT NULL,
  "asset" TEXT NOT NULL,
  "free" NUMERIC(78,0) NOT NULL,
  "fees" NUMERIC(78,0) NOT NULL,
  "updated_block" BIGINT NOT NULL,
  PRIMARY KEY ("account", "asset")
);
CREATE TABLE "allowances" (
  "payer" TEXT NOT NULL,
  "key" TEXT NOT NULL,
  "asset" TEXT NOT NULL,
  "units_left" BIGINT NOT NULL,
  "day_cap" BIGINT NOT NULL,
  "spent_today" BIGINT NOT NULL,
  "spent_on" BIGINT NOT NULL,
  "unsettled" BIGINT NOT NULL,
  "until" BIGINT NOT NULL,
  "updated_block" BIGINT NOT NULL,
  PRIMARY KEY ("payer", "key", "asset")
);
CREATE TABLE "channels" (
  "channel" TEXT PRIMARY KEY,
  "payer" TEXT NOT NULL,
  "key" TEXT NOT NULL,
  "curve" TEXT NOT NULL,
  "service" TEXT NOT NULL,
  "asset" TEXT NOT NULL,
  "deposited" NUMERIC(78,0) NOT NULL,
  "settled" NUMERIC(78,0) NOT NULL,
  "seq" BIGINT NOT NULL,
  "exit_at" BIGINT NOT NULL,
  "serial" INTEGER NOT NULL,
  "opened_at" BIGINT NOT NULL,
  "updated_block" BIGINT NOT NULL
);
CREATE INDEX "channels_payer_opened_at_channel_idx" ON "channels" ("payer", "opened_at", "channel");
CREATE INDEX "channels_service_idx" ON "channels" ("service");
CREATE TABLE "channel_days" (
  "channel" TEXT NOT NULL,
  "day" BIGINT NOT NULL,
  "settled" NUMERIC(78,0) NOT NULL,
  "updated_block" BIGINT NOT NULL,
  PRIMARY KEY ("channel", "day")
);
CREATE TRIGGER "services_undo" AFTER INSERT OR UPDATE OR DELETE ON "services" FOR EACH ROW EXECUTE FUNCTION record_projection_undo('service');
CREATE TRIGGER "pots_undo" AFTER INSERT OR UPDATE OR DELETE ON "pots" FOR EACH ROW EXECUTE FUNCTION record_projection_undo('account', 'asset');
CREATE TRIGGER "allowances_undo" AFTER INSERT OR UPDATE OR DELETE ON "allowances" FOR EACH ROW EXECUTE FUNCTION record_projection_undo('payer', 'key', 'asset');
CREATE TRIGGER "channels_undo" AFTER INSERT OR UPDATE OR DELETE ON "channels" FOR EACH ROW EXECUTE FUNCTION record_projection_undo('channel');
CREATE TRIGGER "channel_days_undo" AFTER INSERT OR UPDATE OR DELETE ON "channel_days" FOR EACH ROW EXECUTE FUNCTION record_projection_undo('channel', 'day');
GRANT SELECT, INSERT, UPDATE, DELETE ON "services", "pots", "allowances", "channels", "channel_days" TO infinitio_follower;
GRANT SELECT ON "services", "pots", "allowances", "channels", "channel_days" TO infinitio_api;
