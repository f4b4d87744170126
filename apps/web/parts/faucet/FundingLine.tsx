'use client'
import { getRelay } from '@infinitio/sdk'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Badge } from '#web/components/ui/Badge.tsx'
import { Button } from '#web/components/ui/Button.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { problemOf } from '#web/parts/api/problem.ts'
import { sentenceOf } from '#web/parts/api/sentenceOf.ts'
import { faucetQuery } from '#web/parts/faucet/faucetQuery.ts'

const pollMs = 400

/**
 * Requests test money once for a burner wallet (a test wallet with its key in this browser) and shows whether the money has arrived. Does not request any if
 * the wallet was funded within the last day.
 */
export function FundingLine({ account }: { readonly account: string }) {
  const t = useTranslations('session.funding')
  const queryClient = useQueryClient()
  const request = useQuery(faucetQuery(account))
  const relayId = request.data?.relayId ?? null
  const relay = useQuery({
    queryKey: ['relay', relayId],
    queryFn: () => getRelay(browserApi, relayId ?? ''),
    enabled: relayId !== null,
    refetchInterval: ({ state }) => (state.data?.final === true || state.data?.state === 'failed' ? false : pollMs),
  })
  const state = relay.data?.state
  const isFinal = relay.data?.final === true
  useEffect(() => {
    if (state === 'mined' || isFinal) void queryClient.invalidateQueries({ queryKey: ['wallet'] })
  }, [state, isFinal, queryClient])
  if (request.isError) return <p className="t13 warn">{problemOf(request.error).sentence}</p>
  if (request.data?.relayId === null) return <p className="t13 dim">{t('alreadyFunded')}</p>
  if (state === 'failed') return <p className="t13 warn">{sentenceOf(relay.data?.code ?? '')}</p>
  return (
    <p className="row t13" role="status">
      <span className="grow">{t('what')}</span>
      {state === 'mined' ? (
        <Badge tone={isFinal ? 'final' : 'pending'}>{t(isFinal ? 'arrived' : 'arrivedSoonFinal')}</Badge>
      ) : (
        <Badge tone="pending">{t(state === 'sent' ? 'sent' : 'queued')}</Badge>
      )}
    </p>
  )
}

/** A button that requests test money of the development chain. After a click, the progress is shown in its place. */
export function FundButton({ account, label }: { readonly account: string; readonly label: string }) {
  const [isAsked, setIsAsked] = useState(false)
  if (isAsked) return <FundingLine account={account} />
  return (
    <Button full onClick={() => setIsAsked(true)}>
      {label}
    </Button>
  )
}
