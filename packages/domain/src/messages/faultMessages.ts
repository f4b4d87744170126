import type { FaultIncident } from '../faults/faultFacts.ts'
import type { ShareCut } from '../faults/operatorShare.ts'
import type { FaultParty, FaultRuleNumber, FaultSource } from '../faults/faultRules.ts'
import type { Message } from './notificationMessages.ts'

/** The title of each incident. `value` is the number of the incident: its Xid error, its exit code or its count. */
export const incidentMessages: Readonly<Record<FaultIncident, Message>> = {
  lost: { en: 'The machine was lost', zh: '机器已失联' },
  unreachable: { en: 'Nobody could reach the machine', zh: '无法连接到机器' },
  not_ready: { en: 'The machine was not ready in time', zh: '机器未按时就绪' },
  gpu_error: { en: 'The driver reported a GPU error (Xid {value})', zh: '驱动报告了 GPU 错误（Xid {value}）' },
  gpu_memory: {
    en: 'The driver counted {value} GPU memory errors that ECC could not correct',
    zh: '驱动计数到 {value} 次 ECC 无法纠正的 GPU 显存错误',
  },
  gpu_lost: { en: 'The driver lost GPUs of the lease: {value}', zh: '驱动丢失了租约的 GPU：{value} 个' },
  reboot: { en: 'The machine rebooted', zh: '机器重启了' },
  image: { en: 'The image did not start', zh: '镜像未能启动' },
  script_exit: { en: 'The start script ended with code {value}', zh: '启动脚本以代码 {value} 结束' },
  out_of_memory: { en: 'A program used more memory than the lease has', zh: '程序使用的内存超出了租约的上限' },
  disk_full: { en: 'The disk of the lease is full', zh: '租约的磁盘已满' },
  port_closed: { en: 'No program of the lease listened at port {value}', zh: '租约中没有程序监听端口 {value}' },
  provider_ended: { en: 'The provider ended the lease', zh: '提供方结束了租约' },
}

/** The condition of each rule for attributing a fault, as the guide on faults lists it. */
export const faultRuleMessages: Readonly<Record<FaultRuleNumber, Message>> = {
  1: {
    en: 'The market or the chain did not work, or over 20 % of a gateway’s machines, of several providers and three sites, dropped within 60 s',
    zh: '市场或链未工作，或一个网关上来自多个提供方和三个地点的 20% 以上的机器在 60 秒内断开',
  },
  2: { en: 'The machine was silent at every gateway and at the API', zh: '机器在每个网关和 API 上都没有响应' },
  3: { en: 'The machine responded to the API, but its gateway had no machine', zh: '机器对 API 有响应，但它的网关上没有任何机器' },
  4: {
    en: 'The machine rebooted, its disk was full, or its driver reported a hardware error (Xid 48, 63, 64, 74, 79, 95 or 119), memory errors or a lost GPU',
    zh: '机器重启，其磁盘已满，或其驱动报告了硬件错误（Xid 48、63、64、74、79、95 或 119）、显存错误或丢失的 GPU',
  },
  5: { en: 'The machine was not ready 600 s after the start', zh: '机器在开始后 600 秒仍未就绪' },
  6: {
    en: 'The image has no digest, or it also fails at two other providers, or other images come to this machine',
    zh: '该镜像没有摘要，或在另外两个提供方的机器上也失败，或其他镜像能到达这台机器',
  },
  7: { en: 'Images of other renters also fail on this machine', zh: '其他租用方的镜像在这台机器上也失败' },
  8: {
    en: 'The workload failed: its exit code, memory, disk, a port without a program, or a workload that was never sent',
    zh: '工作负载失败：退出代码、内存、磁盘、没有程序监听的端口，或从未发送的工作负载',
  },
  9: { en: 'A party ended the lease with its signature', zh: '一方以签名结束了租约' },
  10: { en: 'No other rule applies', zh: '其他规则都不适用' },
}

/** The name of each party that can be at fault. */
export const faultPartyMessages: Readonly<Record<FaultParty, Message>> = {
  provider: { en: 'The provider', zh: '提供方' },
  renter: { en: 'The renter', zh: '租用方' },
  operator: { en: 'The operator of this market', zh: '本市场的运营方' },
  nobody: { en: 'Nobody', zh: '无人' },
}

/** A text for each source of a rule's evidence. */
export const faultSourceMessages: Readonly<Record<FaultSource, Message>> = {
  chain: { en: 'Signed on the chain', zh: '链上签名' },
  market: { en: 'Measured by this market', zh: '由本市场测得' },
  machine: { en: 'Reported by the machine', zh: '由机器报告' },
  none: { en: 'No evidence', zh: '没有证据' },
}

/** Explanations of why the operator's share (its payment to the provider) is less than the pay for the credited time, by the limit that reduced it. */
export const shareCutMessages: Readonly<Record<ShareCut, Message>> = {
  hour: { en: 'at most 1 h of a lease', zh: '每个租约最多 1 小时' },
  reference_price: { en: 'at most the reference price of the GPU class', zh: '最多按该 GPU 型号的参考价格' },
  provider_fees: { en: 'at most half of the fees of the provider’s leases in 30 days', zh: '最多为该提供方的租约 30 天内手续费的一半' },
  operator_fees: { en: 'at most a tenth of all fees of this market in 30 days', zh: '最多为本市场 30 天内全部手续费的十分之一' },
}
