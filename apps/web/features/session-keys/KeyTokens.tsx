'use client'
import type { SessionKeyWire } from '@infinitio/domain/wire'
import { createApiToken, revokeApiToken } from '@infinitio/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { CodeLine } from '#web/components/ui/CodeLine.tsx'
import { Field } from '#web/components/ui/Field.tsx'
import { TextInput } from '#web/components/ui/TextInput.tsx'
import { WhyDisabled } from '#web/components/ui/WhyDisabled.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { ProblemCallout } from '#web/parts/api/ProblemCallout.tsx'
import { dayMinuteText } from '#web/parts/format/clockText.ts'

const mostNameLength = 60

/** Lists the API tokens of a key. The user can create a token, whose text is shown only once, and revoke any token. */
export function KeyTokens({ sessionKey: { key, tokens } }: { readonly sessionKey: SessionKeyWire }) {
  const t = useTranslations('sessionKeys.tokens')
  const why = useTranslations('reasons')
  const tKeys = useTranslations('sessionKeys')
  const queryClient = useQueryClient()
  const [name, setName] = useState('')
  const read = () => queryClient.invalidateQueries({ queryKey: ['wallet', 'session-keys'] })
  const making = useMutation({
    mutationFn: () => createApiToken(browserApi, { key, name: name.trim() }),
    onSuccess: () => {
      setName('')
      void read()
    },
  })
  const revoking = useMutation({ mutationFn: (tokenId: string) => revokeApiToken(browserApi, { key, tokenId }), onSettled: () => void read() })
  const failed = making.error ?? revoking.error
  const reasonId = useId()
  const reason = name.trim() === '' ? why('fields') : null
  return (
    <details>
      <summary className="t13">{t('title', { count: tokens.length })}</summary>
      <div className="stack g3 mt-3">
        <p className="t12 dim">{t('text')}</p>
        {making.data !== undefined && (
          <div role="status" className="stack g1">
            <p className="t12">{t('shownOnce')}</p>
            <CodeLine text={making.data.token} label={t('copy')} doneLabel={tKeys('copied')} wrap />
          </div>
        )}
        {failed !== null && <ProblemCallout error={failed} />}
        <ul className="stack g1" aria-label={t('list')}>
          {tokens.map(({ tokenId, name: given, createdAt }) => (
            <li key={tokenId} className="row between t12">
              <span>
                {given} <span className="dim">{t('madeAt', { at: dayMinuteText(createdAt) })}</span>
              </span>
              <Button
                size="sm"
                tone="ghost"
                disabled={revoking.isPending}
                aria-label={t('revokeNamed', { name: given })}
                onClick={() => revoking.mutate(tokenId)}
              >
                {t('revoke')}
              </Button>
            </li>
          ))}
        </ul>
        <form
          className="stack g2"
          onSubmit={(event) => {
            event.preventDefault()
            making.mutate()
          }}
        >
          <Field label={t('name')} hint={t('nameHint')}>
            {(names) => <TextInput {...names} value={name} maxLength={mostNameLength} onChange={(event) => setName(event.target.value)} />}
          </Field>
          <div>
            <Button size="sm" type="submit" disabled={making.isPending || reason !== null} aria-describedby={reason === null ? undefined : reasonId}>
              {t('make')}
            </Button>
          </div>
          <WhyDisabled id={reasonId}>{reason}</WhyDisabled>
        </form>
      </div>
    </details>
  )
}
