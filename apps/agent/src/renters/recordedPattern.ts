/** One recorded job: the number of GPUs that it asked for (at most 8), and how many minutes it ran. */
export type RecordedJob = readonly [gpus: number, minutes: number]

/**
 * GPUs and minutes of every 737th of 70,914 jobs of Microsoft's Philly clusters (October to December 2017). Source: msr-fiddle/philly-traces,
 * CC-BY-4.0 ("Analysis of Large-Scale Multi-Tenant GPU Clusters for DNN Training Workloads", ATC'19), read from pkusys/ElasticFlow, Apache-2.0.
 */
const jobsAsText = `
  1x44 1x2 1x46 4x3136 1x24 1x37 1x5 1x1 1x9 1x183 1x70 1x47 1x35 1x36 1x31 1x1 1x26 1x25 1x43 1x88 1x68 1x1218 1x98 1x67
  1x38 1x135 1x34 1x153 1x168 1x287 1x3 1x212 1x18 1x627 1x18 1x29 1x34 1x22 1x19 1x29 1x40 1x361 1x19 1x7 1x36 1x33 1x1
  1x14 4x4244 1x22 1x14 1x23 1x31 1x1 1x324 1x11 1x30 1x1 1x2 1x1 1x1 4x5 1x27 1x488 2x1 8x4359 1x216 1x3 1x39 1x1 1x5 1x3
  1x4 1x5 1x7 1x10 1x5 1x10 1x15 8x295 1x368 1x96 1x1 1x1 1x11 1x89 1x1 1x1064 1x1 1x2 4x3176 1x4 1x76 1x65 1x2 1x1
`

/** The jobs, in the order in which they were submitted. */
export const recordedJobs: readonly RecordedJob[] = jobsAsText
  .trim()
  .split(/\s+/)
  .map((job): RecordedJob => {
    const [gpus = 1, minutes = 1] = job.split('x').map(Number)
    return [gpus, minutes]
  })

/**
 * How many jobs were submitted in each hour of the day, in percent of the busiest hour. The values are medians of 71 days of the same clusters. Source and
 * licence are the same as above.
 */
export const demandByHour: readonly number[] = [80, 70, 80, 70, 70, 80, 100, 90, 100, 85, 70, 60, 50, 55, 50, 50, 55, 75, 75, 75, 75, 75, 80, 90]

/**
 * How a market price changed over time, in thousandths of its middle value, one number for each change. The numbers are spot prices of an A100 80 GB at Google
 * Cloud (the mean of all regions), scaled to a range of ±12 %. Source: git history of Cyclenerd/google-cloud-pricing-cost-calculator, Apache-2.0.
 */
export const recordedPrices: readonly number[] = [
  880, 900, 970, 964, 960, 970, 962, 990, 979, 972, 967, 973, 970, 970, 967, 952, 987, 1002, 1033, 1038, 1035, 1055, 1067, 1072, 1064, 1068, 1059,
  1087, 1120,
]
