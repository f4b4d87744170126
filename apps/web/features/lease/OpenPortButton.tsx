'use client'
import { createPortToken } from '@infinitio/sdk'
import { useMutation } from '@tanstack/react-query'
import { ExternalLink } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { problemOf } from '#web/parts/api/problem.ts'
import { reading } from '#web/i18n/reading.ts'

/** Opens a port in a new tab: takes a token that works once and posts it there, so that it stands in no address. */
export function OpenPortButton({ leaseId, port, disabled }: { readonly leaseId: string; readonly port: number; readonly disabled: boolean }) {
  const t = useTranslations('lease.ports')
  const opening = useMutation({
    mutationFn: () => createPortToken(browserApi, { leaseId, kind: 'page', port }),
    onSuccess: ({ url, token }) => {
      if (url !== null) postToNewTab(url, token)
    },
  })
  return (
    <span className="row g2">
      {opening.isError && (
        <span className="t12 warn" role="alert">
          {problemOf(opening.error).sentence}
        </span>
      )}
      <Button size="sm" disabled={disabled || opening.isPending} aria-label={t('openNamed', { port: String(port) })} onClick={() => opening.mutate()}>
        <ExternalLink className="i s" aria-hidden />
        {t('open')}
      </Button>
    </span>
  )
}

function postToNewTab(url: string, token: string): void {
  const form = document.createElement('form')
  form.method = 'post'
  form.action = url
  form.target = '_blank'
  // What runs there must not reach this page. With `noreferrer` the gateway could not see that it was ours that opened it.
  form.setAttribute('rel', 'noopener')
  // Whoever is not let in reads why in the language of this page.
  for (const [name, value] of Object.entries({ token, language: reading().language })) {
    const field = document.createElement('input')
    field.type = 'hidden'
    field.name = name
    field.value = value
    form.append(field)
  }
  document.body.append(form)
  form.submit()
  form.remove()
}
