import { metrics } from '@infinitio/process'

/**
 * Seconds from a request to the start of its answer, by status and route. The route is a template such as `/orders/{hash}`, because each full path would become
 * a separate time series of the metric. All pages count as one route, and all files of pages as another.
 */
export const httpDurations = metrics.histogram({
  name: 'infinitio_http_request_duration_seconds',
  help: 'Seconds from a request to its answer',
  labels: ['method', 'route', 'status'],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
})
