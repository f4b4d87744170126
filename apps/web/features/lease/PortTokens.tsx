'use client'
import type { LeasePortsWire } from '@infinitio/domain/wire'
import { createPortToken, revokePortToken } from '@infinitio/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import { CodeLine } from '#web/components/ui/CodeLine.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { ProblemCallout } from '#web/parts/api/ProblemCallout.tsx'
import { momentText } from '#web/parts/format/clockText.ts'

export type PortTokensProps = {
  readonly leaseId: string
  readonly tokens: LeasePortsWire['tokens']
  /** The token that was just created; it is shown only until the user leaves the page. */
  readonly token: string | null
  readonly onToken: (token: string) => void
}

/** Creates, shows once and revokes access tokens for programs. */
export function PortTokens({ leaseId, tokens, token, onToken }: PortTokensProps) {
  const t = useTranslations('lease.ports')
  const tStates = useTranslations('states')
  const queryClient = useQueryClient()
  const read = () => queryClient.invalidateQueries({ queryKey: ['lease-ports', leaseId] })
  const making = useMutation({
    mutationFn: () => createPortToken(browserApi, { leaseId, kind: 'program' }),
    onSuccess: (made) => {
      onToken(made.token)
      void read()
    },
  })
  const revoking = useMutation({
    mutationFn: (tokenId: string) => revokePortToken(browserApi, { leaseId, tokenId }),
    onSettled: () => void read(),
  })
  const failed = making.error ?? revoking.error
  return (
    <section className="stack g2" aria-label={t('tokens')}>
      <div className="row between">
        <h3>{t('tokens')}</h3>
        <Button size="sm" disabled={making.isPending} onClick={() => making.mutate()}>
          {t('newToken')}
        </Button>
      </div>
      <p className="t12 dim">{t('tokensText')}</p>
      {token !== null && (
        <div role="status" className="stack g1">
          <p className="t12">{t('shownOnce')}</p>
          <CodeLine text={token} label={tStates('copyNamed', { what: t('tokenName') })} doneLabel={tStates('copied')} />
        </div>
      )}
      {failed !== null && <ProblemCallout error={failed} />}
      <ul className="stack g1">
        {tokens.map(({ tokenId, createdAt }) => (
          <li key={tokenId} className="row between t12">
            <span>{t('madeAt', { at: momentText(createdAt) })}</span>
            <Button
              size="sm"
              tone="ghost"
              disabled={revoking.isPending}
              aria-label={t('revokeNamed', { at: momentText(createdAt) })}
              onClick={() => revoking.mutate(tokenId)}
            >
              {t('revoke')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
