/** The values of a reading, as columns. */
export const telemetryValues = [
  'cpu_percent',
  'ram_used_mib',
  'ram_total_mib',
  'disk_used_gib',
  'disk_total_gib',
  'net_rx_kib',
  'net_tx_kib',
] as const
