import type { Address, TxHash } from '@infinitio/domain'
import { useMemo } from 'react'
import { useConfig } from 'wagmi'
import { answerFindingCall, endFindingCall } from '../calls/findingCalls.ts'
import { sendAndWait } from './sendAndWait.ts'

/**
 * Actions on findings (accusations against AI services). Each action resolves when its transaction is mined. Anyone may call `end`. All actions throw like
 * `sendAndWait`.
 */
export type FindingActs = {
  /** Answers as a selected member. The contract pays the member at once. */
  readonly answer: (answer: { id: number; guilty: boolean; reason: string }) => Promise<TxHash>
  readonly end: (step: { id: number; kind: 'decide' | 'lapse' }) => Promise<TxHash>
}

/** Returns the connected wallet's actions on findings (accusations against AI services). `usePanels` selects the panels of judges. */
export function useFindings(findings: Address): FindingActs {
  const config = useConfig()
  return useMemo(
    () => ({
      answer: ({ id, ...answer }) => sendAndWait(config, answerFindingCall({ findings, id: BigInt(id), ...answer })),
      end: ({ id, kind }) => sendAndWait(config, endFindingCall({ findings, id: BigInt(id), kind })),
    }),
    [config, findings],
  )
}
