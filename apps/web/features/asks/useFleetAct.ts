'use client'
import type { FleetProgressWire } from '@infinitio/domain/wire'
import { changeFleet, fleetRowsOf, type WantedChange } from '@infinitio/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { sentenceOf } from '#web/parts/api/sentenceOf.ts'
import { type FleetVerdict, signEach } from '#web/features/asks/signEach.ts'
import { useSigner } from '#web/parts/wallet-connection/useSigner.ts'

/**
 * The changes that one press of the button makes. The wallet signs `byList` with one signature, as a list that the machines carry out. It signs each change of
 * `each` separately.
 */
export type FleetOrder = { readonly byList: readonly WantedChange[]; readonly each: readonly WantedChange[] }

const noVerdicts: ReadonlyMap<string, FleetVerdict> = new Map()

/**
 * Returns the mutation `changing`. For machines that may sign their own asks, it signs one list and shows their answers as they arrive. Then it signs the
 * changes of the other machines one by one. `verdicts` has the results by node id, and `signed` the number of signatures so far.
 */
export function useFleetAct() {
  const signer = useSigner()
  const queryClient = useQueryClient()
  const [signed, setSigned] = useState(0)
  const [verdicts, setVerdicts] = useState(noVerdicts)
  const add = (found: Iterable<readonly [string, FleetVerdict]>) => setVerdicts((before) => new Map([...before, ...found]))
  const changing = useMutation({
    mutationFn: async ({ byList, each }: FleetOrder) => {
      if (signer.state !== 'ready') throw new Error('The wallet is not connected.')
      setSigned(0)
      setVerdicts(noVerdicts)
      const own = signer.signer
      if (byList.length > 0) {
        const rows = fleetRowsOf(byList)
        const onSigned = () => setSigned(1)
        const onProgress = (progress: FleetProgressWire) => add(verdictsOf(progress, { isLast: false }))
        add(verdictsOf(await changeFleet(browserApi, { signer: own, rows, onSigned, onProgress }), { isLast: true }))
      }
      const before = byList.length > 0 ? 1 : 0
      if (each.length > 0) add(await signEach(each, { signer: own, onSigned: (count) => setSigned(before + count) }))
    },
    onSettled: async () => {
      for (const key of ['listings', 'listing', 'classes', 'market']) void queryClient.invalidateQueries({ queryKey: [key] })
      // Waits until the page has fetched the changed asks, because a percentage that the user enters next must apply to the new prices.
      await queryClient.invalidateQueries({ queryKey: ['provider'] })
    },
  })
  return { changing, signed, verdicts }
}

/**
 * Maps the rows of a signed list to results by node id. The result of a machine that has not answered is `waiting`, or `silent` if the page waits for no more
 * answers.
 */
function verdictsOf({ rows }: FleetProgressWire, { isLast }: { isLast: boolean }): (readonly [string, FleetVerdict])[] {
  return rows.map(({ node, state, code }) => [node, verdictOf(state, code, isLast)] as const)
}

function verdictOf(state: FleetProgressWire['rows'][number]['state'], code: string | null, isLast: boolean): FleetVerdict {
  switch (state) {
    case 'done':
      return { state: 'done' }
    case 'waiting':
      return { state: isLast ? 'silent' : 'waiting' }
    case 'expired':
      return { state: 'silent' }
    case 'refused':
      return { state: 'refused', code: code ?? 'order.not_open', sentence: sentenceOf(code ?? 'order.not_open') }
  }
}
