/** The values of a reading that a longer span has the mean of, as columns. */
export const telemetryValues = [
  'cpu_percent',
  'ram_used_mib',
  'ram_total_mib',
  'disk_used_gib',
  'disk_total_gib',
  'net_rx_kib',
  'net_tx_kib',
  'gpu_percent',
  'gpu_memory_used_mib',
  'gpu_watts',
  'cpu_watts',
] as const

/** Those that a longer span has the sum of. */
export const telemetrySums = ['energy_wh', 'gco2_grams'] as const
