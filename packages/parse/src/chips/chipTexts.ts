import type { Isolation, Language, RunTask } from '@infinitio/domain'
import type { Currency, SortWish } from '../signs/meaning.ts'

/** The words of the chips in one language. */
export type ChipTexts = {
  readonly or: string
  readonly gpus: (count: number) => string
  /** The GPUs of several machines together. */
  readonly gpusInAll: (count: number) => string
  readonly gpusAtLeast: (count: number) => string
  readonly machines: (count: number) => string
  readonly cluster: string
  readonly not: (names: string) => string
  readonly memoryGbAtLeast: (size: string) => string
  readonly totalMemoryGbAtLeast: (size: string) => string
  readonly ramGbAtLeast: (size: string) => string
  readonly diskGbAtLeast: (size: string) => string
  readonly network: (speed: string) => string
  readonly minutes: (count: number) => string
  readonly cut: string
  readonly start: (moment: string) => string
  /** A day and a time as people write them. The weekday is 0 for Monday, the month 1 for January. */
  readonly moment: (day: { readonly weekday: number; readonly month: number; readonly day: number }, time: string) => string
  readonly pricePerGpuHourAtMost: (price: string) => string
  readonly pricePerHourAtMost: (price: string) => string
  readonly totalPriceAtMost: (price: string) => string
  readonly typedAs: (price: string, typed: string) => string
  /** The names of currencies that are not written as their code. */
  readonly currencies: Readonly<Partial<Record<Currency, string>>>
  readonly noRate: (typed: string) => string
  readonly task: Readonly<Record<RunTask, string>>
  readonly bits: (count: number) => string
  readonly context: (k: number) => string
  readonly images: string
  readonly isolation: Readonly<Record<Isolation, string>>
  readonly realOnly: string
  readonly ready: (seconds: number) => string
  readonly interconnect: string
  readonly spot: string
  readonly sort: Readonly<Record<SortWish, string>>
  readonly notYet: (text: string) => string
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const
const weekdays = { en: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'], zh: ['周一', '周二', '周三', '周四', '周五', '周六', '周日'] } as const

/** The words of the chips in both languages. */
export const chipTexts: Readonly<Record<Language, ChipTexts>> = {
  en: {
    or: ' or ',
    gpus: (count) => (count === 1 ? '1 GPU' : `${count} GPUs`),
    gpusInAll: (count) => `${count} GPUs in all`,
    gpusAtLeast: (count) => (count === 1 ? 'at least 1 GPU' : `at least ${count} GPUs`),
    machines: (count) => (count === 1 ? '1 machine' : `${count} machines`),
    cluster: 'Cluster: several machines as one order',
    not: (names) => `Not ${names}`,
    memoryGbAtLeast: (size) => `At least ${size} per GPU`,
    totalMemoryGbAtLeast: (size) => `At least ${size} of GPU memory in total`,
    ramGbAtLeast: (size) => `At least ${size} RAM`,
    diskGbAtLeast: (size) => `At least ${size} disk`,
    network: (speed) => `At least ${speed} network`,
    minutes: (count) => {
      const span = spanText(count, { minutes: 'min', hours: 'h', days: 'd' })
      return count % 60 === 0 ? span : `${span} (the list shows prices for ${Math.ceil(count / 60)} h)`
    },
    cut: '28 d, the longest lease',
    start: (moment) => `Starts ${moment}`,
    moment: ({ weekday, month, day }, time) => `${weekdays.en[weekday]} ${day} ${months[month - 1]}, ${time}`,
    pricePerGpuHourAtMost: (price) => `Up to ${price} per GPU and hour`,
    pricePerHourAtMost: (price) => `Up to ${price} per hour for all GPUs`,
    totalPriceAtMost: (price) => `Up to ${price} in total, before fees`,
    typedAs: (price, typed) => `${price} (${typed})`,
    currencies: {},
    noRate: (typed) => `${typed}: this market has no rate for it, so the price does not narrow the list`,
    task: { inference: 'Serve', lora: 'Fine-tune with adapters', full: 'Train all weights' },
    bits: (count) => `${count}-bit weights`,
    context: (k) => `${k}k context`,
    images: 'Runs container images',
    isolation: { process: 'Process isolation', container: 'Container isolation', gvisor: 'gVisor isolation', kata: 'Kata isolation' },
    realOnly: 'Real machines only',
    ready: (seconds) => `Ready within ${seconds} s`,
    interconnect: 'NVLink',
    spot: 'Spot: this market has no spot leases',
    sort: { price: 'Cheapest first', value: 'Best value first', vram: 'Most memory first', newest: 'Newest first', ready: 'Fastest start first' },
    notYet: (text) => `${text}: does not narrow the list yet`,
  },
  zh: {
    or: '或',
    gpus: (count) => `${count} 张 GPU`,
    gpusInAll: (count) => `共 ${count} 张 GPU`,
    gpusAtLeast: (count) => `至少 ${count} 张 GPU`,
    machines: (count) => `${count} 台机器`,
    cluster: '集群：多台机器，一个订单',
    not: (names) => `不要 ${names}`,
    memoryGbAtLeast: (size) => `每张 GPU 至少 ${size}`,
    totalMemoryGbAtLeast: (size) => `总显存至少 ${size}`,
    ramGbAtLeast: (size) => `内存至少 ${size}`,
    diskGbAtLeast: (size) => `磁盘至少 ${size}`,
    network: (speed) => `网络至少 ${speed}`,
    minutes: (count) => {
      const span = spanText(count, { minutes: '分钟', hours: '小时', days: '天' })
      return count % 60 === 0 ? span : `${span}（列表按 ${Math.ceil(count / 60)} 小时显示价格）`
    },
    cut: '28 天，最长的租约',
    start: (moment) => `${moment} 开始`,
    moment: ({ weekday, month, day }, time) => `${month}月${day}日 ${weekdays.zh[weekday]} ${time}`,
    pricePerGpuHourAtMost: (price) => `每张 GPU 每小时最多 ${price}，不是总价`,
    pricePerHourAtMost: (price) => `全部 GPU 每小时最多 ${price}`,
    totalPriceAtMost: (price) => `总价最多 ${price}，不含手续费`,
    typedAs: (price, typed) => `${price}（${typed}）`,
    currencies: { USD: '美元', EUR: '欧元', GBP: '英镑', CNY: '元', JPY: '日元' },
    noRate: (typed) => `${typed}：本市场没有这种货币的汇率，因此不按价格筛选`,
    task: { inference: '部署', lora: 'LoRA 微调', full: '全参数微调' },
    bits: (count) => `${count}-bit 权重`,
    context: (k) => `上下文 ${k}K 词元`,
    images: '可运行容器镜像',
    isolation: { process: '进程隔离', container: '容器隔离', gvisor: 'gVisor 隔离', kata: 'Kata 隔离' },
    realOnly: '仅真实机器',
    ready: (seconds) => `${seconds} 秒内就绪`,
    interconnect: 'NVLink',
    spot: '竞价：本市场没有竞价租约',
    sort: { price: '价格从低到高', value: '性价比从高到低', vram: '显存从大到小', newest: '最新上架在前', ready: '启动最快在前' },
    notYet: (text) => `${text}：暂不能筛选`,
  },
}

function spanText(minutes: number, units: { readonly minutes: string; readonly hours: string; readonly days: string }): string {
  if (minutes % 60 !== 0) return `${minutes} ${units.minutes}`
  const hours = minutes / 60
  return hours >= 48 && hours % 24 === 0 ? `${hours / 24} ${units.days}` : `${hours} ${units.hours}`
}
