-- Not breaking. The tiers and reliabilities that the registry received for a machine, newest last, so that its provider is notified of a lost tier.
CREATE INDEX "chain_logs_attested_idx" ON "chain_logs" (("args"::json ->> 'node'), "block_number", "log_index") WHERE "name" = 'NodeAttested';
