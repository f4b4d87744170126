'use client'
import { forwardDevelopmentTime, getDevelopmentTime } from '@infinitio/sdk'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Badge } from '#web/components/ui/Badge.tsx'
import { Button } from '#web/components/ui/Button.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Segmented } from '#web/components/ui/Segmented.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { ProblemCallout } from '#web/parts/api/ProblemCallout.tsx'
import { chainQuery } from '#web/parts/chain/chainQuery.ts'
import { useChainNow } from '#web/parts/chain/useChainNow.ts'
import { dayMinuteText } from '#web/parts/format/clockText.ts'
import { spanText } from '#web/parts/format/spanText.ts'
import { listText } from '#web/parts/format/listText.ts'
import { secondsUntilAfter, timeChoices } from '#web/parts/govern/timeChoices.ts'
import { isOnThisMachine } from '#web/parts/local-token/localToken.ts'
import { useLocalToken } from '#web/parts/local-token/useLocalToken.ts'
import { withLocalToken } from '#web/parts/local-token/withLocalToken.ts'

/** The chosen time at first and after each move. */
const usualSeconds = 86_400
/** The text names at most this many leases by their numbers, and only counts the others. */
const named = 5

/**
 * Lets the user advance the clock of a development chain, for example to the end of a vote. The new time applies to everything on the chain. If the browser tab
 * does not have the token of this machine's market, shows where to find it. Shows nothing on other chains, or if the market runs on another machine. `nextStep`
 * is the number of seconds until the next step of the thing that the page shows; the panel then has a button that chooses this time.
 */
export function TimePanel({ nextStep = null }: { readonly nextStep?: number | null }) {
  const t = useTranslations('govern.time')
  const queryClient = useQueryClient()
  const token = useLocalToken()
  const { data: chain } = useQuery(chainQuery(browserApi))
  const query = useQuery({
    queryKey: ['govern', 'time'],
    queryFn: () => withLocalToken((access) => getDevelopmentTime(browserApi, access)),
    enabled: typeof token === 'string' && chain?.localEndpoints === true,
    retry: false,
    refetchInterval: 10_000,
  })
  const [seconds, setSeconds] = useState(usualSeconds)
  const now = useChainNow(query.data?.chainNow ?? 0)
  const ending = (query.data?.openLeases ?? []).filter(({ endsAt }) => endsAt <= now + seconds).map(({ leaseId }) => leaseId)
  // Ending leases costs their renters money, so the first press only asks for confirmation.
  const wish = listText([String(seconds), ...ending.map(String)])
  const [asked, setAsked] = useState<string | null>(null)
  const isAsked = ending.length > 0 && asked === wish
  const forward = useMutation({
    mutationFn: () => withLocalToken((access) => forwardDevelopmentTime(browserApi, { seconds, endingLeases: ending.length, ...access })),
    // Everything that pages show depends on the chain's time, so fetch all queries again.
    onSettled: () => queryClient.invalidateQueries(),
    // A time until the next step is different after the move.
    onSuccess: () => setSeconds(usualSeconds),
  })
  if (token === null && chain?.localEndpoints === true && isOnThisMachine()) return <NoToken />
  if (query.data === undefined) return null
  return (
    <Panel title={t('title')} end={<Badge tone="warn">{t('developmentChain')}</Badge>}>
      <div className="panel-body stack g3">
        <p className="t13">
          {query.data.aheadSeconds < 60
            ? t('now', { time: dayMinuteText(now) })
            : t('ahead', { time: dayMinuteText(now), span: spanText(query.data.aheadSeconds) })}
        </p>
        <Segmented
          full
          label={t('by')}
          value={String(seconds / 60)}
          options={timeChoices(seconds).map((minutes) => ({ value: minutes, label: spanText(Number(minutes) * 60) }))}
          onChange={(minutes) => setSeconds(Number(minutes) * 60)}
        />
        {nextStep !== null && nextStep > 0 && <NextStepButton nextStep={nextStep} onSeconds={setSeconds} />}
        <p className="t12 dim" aria-live="polite">
          {ending.length === 0
            ? t('endsNone')
            : t('ends', { count: ending.length, leases: listText(ending.slice(0, named).map(String)), more: Math.max(0, ending.length - named) })}
        </p>
        <Button
          full
          tone={isAsked ? 'danger' : 'plain'}
          disabled={forward.isPending}
          onClick={() => (ending.length > 0 && !isAsked ? setAsked(wish) : forward.mutate())}
        >
          {forward.isPending
            ? t('moving')
            : isAsked
              ? t('forwardEnding', { span: spanText(seconds), count: ending.length })
              : t('forward', { span: spanText(seconds) })}
        </Button>
        {forward.error !== null && <ProblemCallout error={forward.error} />}
      </div>
      <p className="panel-foot">{t('text')}</p>
    </Panel>
  )
}

/** Explains where the reader finds the token that this browser tab does not have. */
function NoToken() {
  const t = useTranslations('govern.time')
  return (
    <Panel title={t('title')} end={<Badge tone="warn">{t('developmentChain')}</Badge>}>
      <p className="panel-body t13">{t('noToken')}</p>
    </Panel>
  )
}

/** A button that chooses the time until shortly after the next step of the item on the page, `nextStep` seconds from now. */
function NextStepButton({ nextStep, onSeconds }: { readonly nextStep: number; readonly onSeconds: (seconds: number) => void }) {
  const t = useTranslations('govern.time')
  const seconds = secondsUntilAfter(nextStep)
  return (
    <button type="button" className="link t13" onClick={() => onSeconds(seconds)}>
      {t('nextStep', { span: spanText(seconds) })}
    </button>
  )
}
