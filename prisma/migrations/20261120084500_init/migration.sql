-- Not breaking. Every table of the house, grouped by its only writer; grants stand at the end.
-- Amounts are numeric(78,0) in PToken base units; block times are Unix seconds (bigint); wall times are timestamptz or end in _ms.
-- Roles and their passwords are made by the migrator, never here.

-- api: accepted commands -----------------------------------------------------------------------------------------
CREATE TABLE "api_commands" (
  "id" BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  "command_key" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "payload" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX "api_commands_command_key_key" ON "api_commands" ("command_key");

CREATE TABLE "accounts" (
  "account" TEXT PRIMARY KEY,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now()
);

CREATE TABLE "sessions" (
  "token_hash" TEXT PRIMARY KEY,
  "account" TEXT NOT NULL,
  "kind" TEXT NOT NULL DEFAULT 'cookie',
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "expires_at" TIMESTAMPTZ(3) NOT NULL,
  "revoked_at" TIMESTAMPTZ(3)
);
CREATE INDEX "sessions_account_idx" ON "sessions" ("account");
CREATE INDEX "sessions_expires_at_idx" ON "sessions" ("expires_at");

CREATE TABLE "session_nonces" (
  "nonce" TEXT PRIMARY KEY,
  "purpose" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "expires_at" TIMESTAMPTZ(3) NOT NULL,
  "used_at" TIMESTAMPTZ(3)
);
CREATE INDEX "session_nonces_expires_at_idx" ON "session_nonces" ("expires_at");

CREATE TABLE "idempotency_keys" (
  "account" TEXT NOT NULL,
  "key" TEXT NOT NULL,
  "request_hash" TEXT NOT NULL,
  "status" INTEGER,
  "body" TEXT,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  PRIMARY KEY ("account", "key")
);
CREATE INDEX "idempotency_keys_created_at_idx" ON "idempotency_keys" ("created_at");

CREATE TABLE "workloads" (
  "hash" TEXT PRIMARY KEY,
  "owner" TEXT NOT NULL,
  "body" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now()
);
CREATE INDEX "workloads_owner_idx" ON "workloads" ("owner");

-- seq is drawn under the table's advisory lock, so its order is commit order; the worker keeps a cursor over it.
CREATE TABLE "relays" (
  "id" UUID PRIMARY KEY,
  "seq" BIGINT GENERATED ALWAYS AS IDENTITY,
  "relay_key" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "lease_id" BIGINT,
  "account" TEXT NOT NULL,
  "payload" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX "relays_seq_key" ON "relays" ("seq");
CREATE UNIQUE INDEX "relays_relay_key_key" ON "relays" ("relay_key");
CREATE INDEX "relays_lease_id_kind_idx" ON "relays" ("lease_id", "kind");
CREATE INDEX "relays_account_seq_idx" ON "relays" ("account", "seq");

CREATE TABLE "node_profiles" (
  "node_id" TEXT PRIMARY KEY,
  "name" TEXT NOT NULL,
  "simulated" BOOLEAN NOT NULL,
  "country" TEXT,
  "city" TEXT,
  "latitude" DOUBLE PRECISION,
  "longitude" DOUBLE PRECISION,
  "cpu_model" TEXT,
  "gpu_model" TEXT,
  "runtime" TEXT NOT NULL,
  "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now()
);

CREATE TABLE "node_heartbeats" (
  "node_id" TEXT PRIMARY KEY,
  "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
  "silent" BOOLEAN NOT NULL
);
CREATE INDEX "node_heartbeats_silent_last_seen_at_idx" ON "node_heartbeats" ("silent", "last_seen_at");

CREATE TABLE "node_sessions" (
  "token_hash" TEXT PRIMARY KEY,
  "node_ids" TEXT[] NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "expires_at" TIMESTAMPTZ(3) NOT NULL,
  "revoked_at" TIMESTAMPTZ(3)
);
CREATE INDEX "node_sessions_expires_at_idx" ON "node_sessions" ("expires_at");

CREATE TABLE "telemetry" (
  "id" BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  "node_id" TEXT NOT NULL,
  "lease_id" BIGINT,
  "at" TIMESTAMPTZ(3) NOT NULL,
  "cpu_percent" DOUBLE PRECISION,
  "ram_used_mib" DOUBLE PRECISION,
  "ram_total_mib" DOUBLE PRECISION,
  "disk_used_gib" DOUBLE PRECISION,
  "disk_total_gib" DOUBLE PRECISION,
  "net_rx_kib" DOUBLE PRECISION,
  "net_tx_kib" DOUBLE PRECISION
);
CREATE INDEX "telemetry_node_id_at_idx" ON "telemetry" ("node_id", "at");
CREATE INDEX "telemetry_lease_id_at_idx" ON "telemetry" ("lease_id", "at");
CREATE INDEX "telemetry_at_idx" ON "telemetry" ("at");

CREATE TABLE "terminal_tokens" (
  "token_hash" TEXT PRIMARY KEY,
  "lease_id" BIGINT NOT NULL,
  "account" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "expires_at" TIMESTAMPTZ(3) NOT NULL
);
CREATE INDEX "terminal_tokens_expires_at_idx" ON "terminal_tokens" ("expires_at");

CREATE TABLE "lease_names" (
  "bid_hash" TEXT PRIMARY KEY,
  "account" TEXT NOT NULL,
  "lease_id" BIGINT,
  "name" TEXT NOT NULL,
  "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now()
);
CREATE INDEX "lease_names_lease_id_idx" ON "lease_names" ("lease_id");

-- matcher: journal and read model --------------------------------------------------------------------------------
CREATE TABLE "journal" (
  "seq" BIGINT NOT NULL,
  "at_ms" BIGINT NOT NULL,
  "command" TEXT NOT NULL,
  "events" TEXT NOT NULL,
  "hash" TEXT NOT NULL,
  CONSTRAINT "journal_pkey" PRIMARY KEY ("seq")
) PARTITION BY RANGE ("seq");
CREATE TABLE "journal_0" PARTITION OF "journal" FOR VALUES FROM (0) TO (10000000);
CREATE TABLE "journal_1" PARTITION OF "journal" FOR VALUES FROM (10000000) TO (20000000);
CREATE TABLE "journal_rest" PARTITION OF "journal" DEFAULT;

CREATE TABLE "cursors" (
  "source" TEXT PRIMARY KEY,
  "last_id" BIGINT NOT NULL
);
INSERT INTO "cursors" ("source", "last_id") VALUES ('chain', 0), ('worker', 0), ('api', 0);

CREATE TABLE "fence" (
  "id" INTEGER PRIMARY KEY,
  "value" BIGINT NOT NULL,
  CONSTRAINT "fence_one_row" CHECK ("id" = 1)
);
INSERT INTO "fence" ("id", "value") VALUES (1, 0);

CREATE TABLE "matcher_status" (
  "id" INTEGER PRIMARY KEY,
  "last_seq" BIGINT NOT NULL,
  "book_hash" TEXT,
  "unsettled" INTEGER NOT NULL,
  "paused" BOOLEAN NOT NULL,
  "updated_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "matcher_status_one_row" CHECK ("id" = 1)
);

CREATE TABLE "book_orders" (
  "order_hash" TEXT PRIMARY KEY,
  "kind" TEXT NOT NULL,
  "account" TEXT NOT NULL,
  "node_id" TEXT,
  "class_id" INTEGER,
  "region_id" INTEGER,
  "price_per_gpu_second" NUMERIC(78,0) NOT NULL,
  "gpus" INTEGER NOT NULL,
  "order_json" TEXT NOT NULL,
  "signature" TEXT NOT NULL,
  "mandate_json" TEXT,
  "mandate_signature" TEXT,
  "state" TEXT NOT NULL,
  "code" TEXT,
  "hold_id" TEXT,
  "match_id" BIGINT,
  "lease_id" BIGINT,
  "expiry" BIGINT NOT NULL,
  "created_seq" BIGINT NOT NULL,
  "updated_seq" BIGINT NOT NULL,
  "created_at_ms" BIGINT NOT NULL
);
CREATE INDEX "book_orders_account_created_seq_idx" ON "book_orders" ("account", "created_seq");
CREATE INDEX "book_orders_node_id_kind_state_idx" ON "book_orders" ("node_id", "kind", "state");
CREATE INDEX "book_orders_kind_state_class_id_region_id_idx" ON "book_orders" ("kind", "state", "class_id", "region_id");
CREATE INDEX "book_orders_match_id_idx" ON "book_orders" ("match_id");
CREATE INDEX "book_orders_lease_id_idx" ON "book_orders" ("lease_id");

CREATE TABLE "book_reservations" (
  "id" TEXT PRIMARY KEY,
  "kind" TEXT NOT NULL,
  "node_id" TEXT NOT NULL,
  "account" TEXT NOT NULL,
  "from_hour" BIGINT NOT NULL,
  "to_hour" BIGINT NOT NULL,
  "gpus" INTEGER NOT NULL,
  "amount" NUMERIC(78,0) NOT NULL,
  "expires_at_ms" BIGINT
);
CREATE INDEX "book_reservations_node_id_idx" ON "book_reservations" ("node_id");
CREATE INDEX "book_reservations_account_idx" ON "book_reservations" ("account");

CREATE TABLE "holds" (
  "hold_id" TEXT PRIMARY KEY,
  "account" TEXT NOT NULL,
  "node_id" TEXT,
  "ask_hash" TEXT NOT NULL,
  "gpus" INTEGER NOT NULL,
  "duration_seconds" BIGINT NOT NULL,
  "funded" BOOLEAN NOT NULL,
  "price_per_gpu_second" NUMERIC(78,0) NOT NULL,
  "amount" NUMERIC(78,0) NOT NULL,
  "state" TEXT NOT NULL,
  "code" TEXT,
  "expires_at_ms" BIGINT NOT NULL,
  "created_at_ms" BIGINT NOT NULL
);
CREATE INDEX "holds_account_created_at_ms_idx" ON "holds" ("account", "created_at_ms");
CREATE INDEX "holds_node_id_state_idx" ON "holds" ("node_id", "state");

CREATE TABLE "settlements" (
  "match_id" BIGINT PRIMARY KEY,
  "ask_hash" TEXT NOT NULL,
  "bid_hash" TEXT NOT NULL,
  "node_id" TEXT NOT NULL,
  "account" TEXT NOT NULL,
  "gpus" INTEGER NOT NULL,
  "amount" NUMERIC(78,0) NOT NULL,
  "item" TEXT NOT NULL,
  "state" TEXT NOT NULL,
  "code" TEXT,
  "lease_id" BIGINT,
  "created_at_ms" BIGINT NOT NULL,
  "updated_at_ms" BIGINT NOT NULL
);
CREATE INDEX "settlements_state_match_id_idx" ON "settlements" ("state", "match_id");
CREATE INDEX "settlements_bid_hash_idx" ON "settlements" ("bid_hash");

CREATE TABLE "book_nodes" (
  "node_id" TEXT PRIMARY KEY,
  "silent" BOOLEAN NOT NULL,
  "code" TEXT
);

-- follower: what the chain said ----------------------------------------------------------------------------------
CREATE TABLE "blocks" (
  "number" BIGINT PRIMARY KEY,
  "hash" TEXT NOT NULL,
  "parent_hash" TEXT NOT NULL,
  "timestamp" BIGINT NOT NULL,
  "final" BOOLEAN NOT NULL
);
CREATE UNIQUE INDEX "blocks_hash_key" ON "blocks" ("hash");
CREATE INDEX "blocks_final_number_idx" ON "blocks" ("final", "number");

-- command: what the log tells the matcher (canonical JSON), when it takes at_head, when it gives at_finality (some do both).
CREATE TABLE "chain_logs" (
  "block_number" BIGINT NOT NULL,
  "log_index" INTEGER NOT NULL,
  "block_hash" TEXT NOT NULL,
  "tx_hash" TEXT NOT NULL,
  "contract" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "args" TEXT NOT NULL,
  "command" TEXT,
  "at_head" BOOLEAN NOT NULL,
  "at_finality" BOOLEAN NOT NULL,
  PRIMARY KEY ("block_number", "log_index")
);
CREATE INDEX "chain_logs_tx_hash_idx" ON "chain_logs" ("tx_hash");
CREATE INDEX "chain_logs_name_block_number_idx" ON "chain_logs" ("name", "block_number");

-- Before images of the projections below, written by record_projection_undo().
CREATE TABLE "projection_undo" (
  "id" BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  "block_number" BIGINT NOT NULL,
  "log_index" INTEGER NOT NULL,
  "table_name" TEXT NOT NULL,
  "row_key" JSONB NOT NULL,
  "before" JSONB
);
CREATE INDEX "projection_undo_block_number_idx" ON "projection_undo" ("block_number");

CREATE TABLE "chain_nodes" (
  "node_id" TEXT PRIMARY KEY,
  "provider" TEXT NOT NULL,
  "node_key" TEXT NOT NULL,
  "host_key" TEXT NOT NULL,
  "box_key" TEXT NOT NULL,
  "class_id" INTEGER NOT NULL,
  "region_id" INTEGER NOT NULL,
  "gpus" INTEGER NOT NULL,
  "vram_gib" INTEGER NOT NULL,
  "cpu_cores" INTEGER NOT NULL,
  "ram_gib" BIGINT NOT NULL,
  "disk_gib" BIGINT NOT NULL,
  "network_mbps" BIGINT NOT NULL,
  "tier" INTEGER NOT NULL,
  "reliability_bps" INTEGER NOT NULL,
  "retired" BOOLEAN NOT NULL,
  "registered_at" BIGINT NOT NULL,
  "updated_block" BIGINT NOT NULL
);
CREATE INDEX "chain_nodes_provider_idx" ON "chain_nodes" ("provider");
CREATE INDEX "chain_nodes_class_id_region_id_idx" ON "chain_nodes" ("class_id", "region_id");

CREATE TABLE "chain_providers" (
  "provider" TEXT PRIMARY KEY,
  "listed" BOOLEAN NOT NULL,
  "updated_block" BIGINT NOT NULL
);

CREATE TABLE "chain_classes" (
  "class_id" INTEGER PRIMARY KEY,
  "name" TEXT NOT NULL,
  "vram_gib" INTEGER NOT NULL,
  "reference_price_per_gpu_second" NUMERIC(78,0) NOT NULL,
  "updated_block" BIGINT NOT NULL
);

CREATE TABLE "chain_regions" (
  "region_id" INTEGER PRIMARY KEY,
  "name" TEXT NOT NULL,
  "updated_block" BIGINT NOT NULL
);

CREATE TABLE "chain_accounts" (
  "account" TEXT PRIMARY KEY,
  "balance" NUMERIC(78,0) NOT NULL,
  "fees" NUMERIC(78,0) NOT NULL,
  "floor" NUMERIC(78,0) NOT NULL,
  "bonded" NUMERIC(78,0) NOT NULL,
  "updated_block" BIGINT NOT NULL
);

CREATE TABLE "chain_statement" (
  "account" TEXT NOT NULL,
  "block_number" BIGINT NOT NULL,
  "log_index" INTEGER NOT NULL,
  "kind" TEXT NOT NULL,
  "tx_hash" TEXT NOT NULL,
  "amount" NUMERIC(78,0) NOT NULL,
  "balance_after" NUMERIC(78,0) NOT NULL,
  "lease_id" BIGINT,
  "at" BIGINT NOT NULL,
  PRIMARY KEY ("account", "block_number", "log_index", "kind")
);
CREATE INDEX "chain_statement_lease_id_idx" ON "chain_statement" ("lease_id");
CREATE INDEX "chain_statement_block_number_idx" ON "chain_statement" ("block_number");

CREATE TABLE "leases" (
  "lease_id" BIGINT PRIMARY KEY,
  "renter" TEXT NOT NULL,
  "provider" TEXT NOT NULL,
  "node_id" TEXT NOT NULL,
  "host_key" TEXT NOT NULL,
  "price_per_gpu_second" NUMERIC(78,0) NOT NULL,
  "gpus" INTEGER NOT NULL,
  "start_at" BIGINT NOT NULL,
  "duration_seconds" BIGINT NOT NULL,
  "notice_seconds" BIGINT NOT NULL,
  "trial_seconds" BIGINT NOT NULL,
  "fee_bps" INTEGER NOT NULL,
  "flags" INTEGER NOT NULL,
  "ask_nonce" NUMERIC(78,0) NOT NULL,
  "ask_max_duration_seconds" BIGINT NOT NULL,
  "ask_available_until" BIGINT NOT NULL,
  "workload_hash" TEXT NOT NULL,
  "ask_hash" TEXT NOT NULL,
  "bid_hash" TEXT NOT NULL,
  "state" TEXT NOT NULL,
  "settled_at" BIGINT NOT NULL,
  "settled_tx" TEXT NOT NULL,
  "settled_block" BIGINT NOT NULL,
  "ready_at" BIGINT,
  "ready_tx" TEXT,
  "ready_block" BIGINT,
  "end_at" BIGINT NOT NULL,
  "ended_tx" TEXT,
  "ended_block" BIGINT,
  "accepted" BOOLEAN,
  "end_reason" INTEGER,
  "paid_seconds" BIGINT NOT NULL,
  "pay" NUMERIC(78,0) NOT NULL,
  "renter_fee" NUMERIC(78,0) NOT NULL,
  "provider_fee" NUMERIC(78,0) NOT NULL,
  "refund" NUMERIC(78,0) NOT NULL,
  "escrow" NUMERIC(78,0) NOT NULL,
  "relay_fee" NUMERIC(78,0) NOT NULL,
  "closed_at" BIGINT,
  "closed_tx" TEXT,
  "closed_block" BIGINT,
  "updated_block" BIGINT NOT NULL
);
CREATE INDEX "leases_renter_lease_id_idx" ON "leases" ("renter", "lease_id");
CREATE INDEX "leases_provider_lease_id_idx" ON "leases" ("provider", "lease_id");
CREATE INDEX "leases_node_id_state_idx" ON "leases" ("node_id", "state");
CREATE INDEX "leases_state_end_at_idx" ON "leases" ("state", "end_at");
CREATE INDEX "leases_bid_hash_idx" ON "leases" ("bid_hash");

CREATE TABLE "node_calendar" (
  "node_id" TEXT NOT NULL,
  "word_index" BIGINT NOT NULL,
  "word" NUMERIC(78,0) NOT NULL,
  "updated_block" BIGINT NOT NULL,
  PRIMARY KEY ("node_id", "word_index")
);

CREATE TABLE "chain_commands" (
  "id" BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  "command_key" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "payload" TEXT NOT NULL,
  "block_number" BIGINT NOT NULL,
  "block_hash" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX "chain_commands_command_key_key" ON "chain_commands" ("command_key");
CREATE INDEX "chain_commands_block_number_idx" ON "chain_commands" ("block_number");

CREATE TABLE "follower_checkpoint" (
  "id" INTEGER PRIMARY KEY,
  "head_number" BIGINT NOT NULL,
  "head_hash" TEXT NOT NULL,
  "final_number" BIGINT NOT NULL,
  "chain_ok" BOOLEAN NOT NULL,
  "chain_error" TEXT,
  "reorgs" BIGINT NOT NULL,
  "updated_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "follower_checkpoint_one_row" CHECK ("id" = 1)
);

-- Before image of every change to a projection, so that a dropped block can be undone row by row.
-- The follower names the block and log with set_config('infinitio.position', 'BLOCK/LOG', true), or 'undo' to record nothing;
-- a change that names neither is refused.
CREATE FUNCTION record_projection_undo() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  position_text TEXT := current_setting('infinitio.position');
  changed JSONB := CASE WHEN TG_OP = 'INSERT' THEN to_jsonb(NEW) ELSE to_jsonb(OLD) END;
  row_key JSONB := '{}'::jsonb;
  i INTEGER;
BEGIN
  IF position_text = 'undo' THEN RETURN NULL; END IF;
  IF position_text = '' THEN RAISE EXCEPTION 'infinitio.position is not set: a projection may only change for a log'; END IF;
  FOR i IN 0 .. TG_NARGS - 1 LOOP
    row_key := row_key || jsonb_build_object(TG_ARGV[i], changed -> TG_ARGV[i]);
  END LOOP;
  INSERT INTO projection_undo (block_number, log_index, table_name, row_key, before)
  VALUES (split_part(position_text, '/', 1)::bigint, split_part(position_text, '/', 2)::integer, TG_TABLE_NAME, row_key,
    CASE WHEN TG_OP = 'INSERT' THEN NULL ELSE changed END);
  RETURN NULL;
END $$;
CREATE TRIGGER "chain_nodes_undo" AFTER INSERT OR UPDATE OR DELETE ON "chain_nodes" FOR EACH ROW EXECUTE FUNCTION record_projection_undo('node_id');
CREATE TRIGGER "chain_providers_undo" AFTER INSERT OR UPDATE OR DELETE ON "chain_providers" FOR EACH ROW EXECUTE FUNCTION record_projection_undo('provider');
CREATE TRIGGER "chain_classes_undo" AFTER INSERT OR UPDATE OR DELETE ON "chain_classes" FOR EACH ROW EXECUTE FUNCTION record_projection_undo('class_id');
CREATE TRIGGER "chain_regions_undo" AFTER INSERT OR UPDATE OR DELETE ON "chain_regions" FOR EACH ROW EXECUTE FUNCTION record_projection_undo('region_id');
CREATE TRIGGER "chain_accounts_undo" AFTER INSERT OR UPDATE OR DELETE ON "chain_accounts" FOR EACH ROW EXECUTE FUNCTION record_projection_undo('account');
CREATE TRIGGER "leases_undo" AFTER INSERT OR UPDATE OR DELETE ON "leases" FOR EACH ROW EXECUTE FUNCTION record_projection_undo('lease_id');
CREATE TRIGGER "node_calendar_undo" AFTER INSERT OR UPDATE OR DELETE ON "node_calendar" FOR EACH ROW EXECUTE FUNCTION record_projection_undo('node_id', 'word_index');

-- worker: transactions -------------------------------------------------------------------------------------------
CREATE TABLE "transactions" (
  "id" BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  "purpose" TEXT NOT NULL,
  "action" TEXT NOT NULL,
  "match_id" BIGINT,
  "relay_id" UUID,
  "lease_id" BIGINT,
  "sender" TEXT NOT NULL,
  "nonce" BIGINT,
  "raw" TEXT[] NOT NULL,
  "hashes" TEXT[] NOT NULL,
  "state" TEXT NOT NULL,
  "code" TEXT,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "mined_block" BIGINT,
  "mined_block_hash" TEXT
);
CREATE UNIQUE INDEX "transactions_sender_nonce_key" ON "transactions" ("sender", "nonce");
CREATE UNIQUE INDEX "transactions_relay_id_key" ON "transactions" ("relay_id");
CREATE INDEX "transactions_match_id_idx" ON "transactions" ("match_id");
CREATE INDEX "transactions_lease_id_idx" ON "transactions" ("lease_id");
CREATE INDEX "transactions_state_id_idx" ON "transactions" ("state", "id");
CREATE INDEX "transactions_mined_block_idx" ON "transactions" ("mined_block");
CREATE INDEX "transactions_hashes_idx" ON "transactions" USING gin ("hashes");

CREATE TABLE "worker_cursors" (
  "source" TEXT PRIMARY KEY,
  "last_id" BIGINT NOT NULL
);
INSERT INTO "worker_cursors" ("source", "last_id") VALUES ('relays', 0);

CREATE TABLE "worker_status" (
  "sender" TEXT PRIMARY KEY,
  "chain_ok" BOOLEAN NOT NULL,
  "chain_error" TEXT,
  "balance" NUMERIC(78,0),
  "updated_at" TIMESTAMPTZ(3) NOT NULL
);

CREATE TABLE "worker_commands" (
  "id" BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  "command_key" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "payload" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX "worker_commands_command_key_key" ON "worker_commands" ("command_key");

-- gateway: evidence of connections -------------------------------------------------------------------------------
CREATE TABLE "tunnels" (
  "id" UUID PRIMARY KEY,
  "node_id" TEXT NOT NULL,
  "gateway_id" TEXT NOT NULL,
  "connected_at" TIMESTAMPTZ(3) NOT NULL,
  "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
  "closed_at" TIMESTAMPTZ(3)
);
CREATE INDEX "tunnels_node_id_closed_at_idx" ON "tunnels" ("node_id", "closed_at");
CREATE INDEX "tunnels_gateway_id_closed_at_idx" ON "tunnels" ("gateway_id", "closed_at");

CREATE TABLE "connections" (
  "id" UUID PRIMARY KEY,
  "gateway_id" TEXT NOT NULL,
  "lease_id" BIGINT NOT NULL,
  "kind" TEXT NOT NULL,
  "token_hash" TEXT,
  "opened_at" TIMESTAMPTZ(3) NOT NULL,
  "closed_at" TIMESTAMPTZ(3),
  "bytes_in" BIGINT NOT NULL,
  "bytes_out" BIGINT NOT NULL
);
CREATE UNIQUE INDEX "connections_token_hash_key" ON "connections" ("token_hash");
CREATE INDEX "connections_lease_id_opened_at_idx" ON "connections" ("lease_id", "opened_at");

-- grants: each table has one writer ------------------------------------------------------------------------------
GRANT USAGE ON SCHEMA public TO infinitio_api, infinitio_matcher, infinitio_follower, infinitio_worker, infinitio_gateway;

GRANT SELECT, INSERT ON "api_commands", "workloads", "relays" TO infinitio_api;
GRANT SELECT, INSERT, UPDATE, DELETE ON "accounts", "sessions", "session_nonces", "idempotency_keys", "node_profiles", "node_heartbeats",
  "node_sessions", "telemetry", "terminal_tokens", "lease_names" TO infinitio_api;
GRANT SELECT ON "journal", "cursors", "fence", "matcher_status", "book_orders", "book_reservations", "holds", "settlements", "book_nodes",
  "blocks", "chain_logs", "chain_nodes", "chain_providers", "chain_classes", "chain_regions", "chain_accounts", "chain_statement", "leases",
  "node_calendar", "chain_commands", "follower_checkpoint", "transactions", "worker_status", "worker_commands", "tunnels", "connections" TO infinitio_api;

GRANT SELECT, INSERT ON "journal" TO infinitio_matcher;
GRANT SELECT, INSERT, UPDATE, DELETE ON "cursors", "matcher_status", "book_orders", "book_reservations", "holds", "settlements", "book_nodes" TO infinitio_matcher;
GRANT SELECT, UPDATE ON "fence" TO infinitio_matcher;
GRANT SELECT ON "api_commands", "chain_commands", "worker_commands" TO infinitio_matcher;

GRANT SELECT, INSERT, UPDATE, DELETE ON "blocks", "chain_logs", "projection_undo", "chain_nodes", "chain_providers", "chain_classes", "chain_regions",
  "chain_accounts", "chain_statement", "leases", "node_calendar", "follower_checkpoint" TO infinitio_follower;
GRANT SELECT, INSERT ON "chain_commands" TO infinitio_follower;
GRANT SELECT ON "settlements", "transactions" TO infinitio_follower;

GRANT SELECT, INSERT, UPDATE ON "transactions", "worker_cursors", "worker_status" TO infinitio_worker;
GRANT SELECT, INSERT ON "worker_commands" TO infinitio_worker;
GRANT SELECT ON "settlements", "relays", "blocks", "leases", "chain_nodes", "chain_accounts", "chain_logs", "follower_checkpoint" TO infinitio_worker;

GRANT SELECT, INSERT, UPDATE ON "tunnels", "connections" TO infinitio_gateway;
GRANT SELECT ON "leases", "blocks", "relays", "workloads", "terminal_tokens", "chain_nodes", "node_profiles", "follower_checkpoint" TO infinitio_gateway;
