import { assertNever } from '@infinitio/domain'
import { moveBalance } from '../book/moveBalance.ts'
import type { Turn } from '../book/turn.ts'
import type { ChainLogCommand } from '../commands/chainCommand.ts'
import { askCancelled, bidCancelled, floorRaised } from './chainCancellation.ts'
import { leaseCredited, leaseExtended, leaseHolderChanged, leaseNotExtended } from './leaseChanges.ts'
import { leaseClosed, leaseEnded, leaseNotClosed, leaseNotEnded, leasePaid } from './leaseProgress.ts'
import { nodeAttested, nodeNotRegistered, nodeRegistered, nodeRetired, providerListed } from './nodeRegistry.ts'
import { settled, unsettled } from './settled.ts'

/** Applies a log of the chain. */
export function applyLog(turn: Turn, log: ChainLogCommand): void {
  switch (log.kind) {
    case 'Settled':
      settled(turn, log)
      return
    case 'LeaseExtended':
      leaseExtended(turn, log)
      return
    case 'LeaseEnded':
      leaseEnded(turn, log)
      return
    case 'LeaseClosed':
      leaseClosed(turn, log)
      return
    case 'NodeRegistered':
      nodeRegistered(turn, log)
      return
    default:
      moveLog(turn, log, 1)
      return
  }
}

/** Undoes a log, because the chain dropped its block. */
export function dropLog(turn: Turn, log: ChainLogCommand): void {
  switch (log.kind) {
    case 'Settled':
      unsettled(turn, log)
      return
    case 'LeaseExtended':
      leaseNotExtended(turn, log)
      return
    case 'LeaseEnded':
      leaseNotEnded(turn, log)
      return
    case 'LeaseClosed':
      leaseNotClosed(turn, log)
      return
    case 'NodeRegistered':
      nodeNotRegistered(turn, log)
      return
    default:
      moveLog(turn, log, -1)
      return
  }
}

type PlainLog = Exclude<ChainLogCommand, { kind: 'Settled' | 'LeaseExtended' | 'LeaseEnded' | 'LeaseClosed' | 'NodeRegistered' }>

/** Applies a log, or undoes it with `sign` -1. These logs change only amounts or flags, so the reversal is the same change with the other sign. */
function moveLog(turn: Turn, log: PlainLog, sign: 1 | -1): void {
  const { book } = turn
  switch (log.kind) {
    case 'Deposited':
      moveBalance(book, log.account, BigInt(sign) * log.amount)
      return
    case 'Withdrawn':
      moveBalance(book, log.account, BigInt(-sign) * log.amount)
      return
    case 'CompensationPaid':
      moveBalance(book, log.account, BigInt(sign) * log.amount)
      return
    case 'RelayFeePaid':
      moveBalance(book, log.account, BigInt(-sign) * log.amount)
      moveBalance(book, log.relayer, BigInt(sign) * log.amount)
      return
    case 'LeaseHolderChanged':
      leaseHolderChanged(turn, log, sign)
      return
    case 'LeaseCredited':
      leaseCredited(turn, log, sign)
      return
    case 'LeasePaid':
      leasePaid(turn, log, sign)
      return
    case 'AskCancelled':
      askCancelled(turn, log, sign)
      return
    case 'BidCancelled':
      bidCancelled(turn, log, sign)
      return
    case 'FloorRaised':
      floorRaised(turn, log, sign)
      return
    case 'NodeRetired':
      nodeRetired(turn, log.node, sign === 1)
      return
    case 'ProviderListed':
      providerListed(turn, log.provider, sign === 1)
      return
    case 'ProviderDelisted':
      providerListed(turn, log.provider, sign === -1)
      return
    case 'ClassAdded':
    case 'RegionAdded':
      moveCatalogue(turn, log, sign)
      return
    case 'LeaseReady':
    case 'NodeUpdated':
      return
    case 'NodeAttested':
      nodeAttested(turn, log, sign)
      return
    default:
      assertNever(log)
  }
}

function moveCatalogue({ book }: Turn, log: Extract<ChainLogCommand, { kind: 'ClassAdded' | 'RegionAdded' }>, sign: 1 | -1): void {
  if (log.kind === 'RegionAdded') {
    if (sign === 1) book.regions.add(log.regionId)
    else book.regions.delete(log.regionId)
    return
  }
  const { classId, vramGib, referencePricePerGpuSecond } = log
  if (sign === 1) book.classes.set(classId, { vramGib, referencePricePerGpuSecond })
  else book.classes.delete(classId)
}
