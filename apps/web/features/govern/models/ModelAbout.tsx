'use client'
import type { ModelItemWire } from '@infinitio/domain/wire'
import { getModel } from '@infinitio/sdk'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { Dialog } from '#web/components/ui/Dialog.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { dayText } from '#web/parts/format/clockText.ts'
import { useAccount } from '#web/parts/session/useAccount.ts'

const waiting = <Skeleton width="100%" height={200} />
const MarkdownText = dynamic(() => import('#web/parts/markdown/MarkdownText.tsx').then((module) => module.MarkdownText), { loading: () => waiting })
const DescribeModel = dynamic(() => import('#web/features/govern/models/DescribeModel.tsx').then((module) => module.DescribeModel), {
  ssr: false,
  loading: () => waiting,
})

/**
 * A button that opens the description of a model or, for the owner, the form to write one. Shows nothing if the model has no description and the reader is not
 * its owner.
 */
export function ModelAbout({ model }: { readonly model: ModelItemWire }) {
  const t = useTranslations('govern.models.about')
  const [open, setOpen] = useState(false)
  const isOwn = useAccount() === model.owner
  if (!model.isDescribed && !isOwn) return null
  return (
    <>
      <button
        type="button"
        className="link t12"
        aria-haspopup="dialog"
        aria-label={t(model.isDescribed ? 'openNamed' : 'writeNamed', { name: model.name })}
        onClick={() => setOpen(true)}
      >
        {t(model.isDescribed ? 'open' : 'write')}
      </button>
      <Dialog open={open} onOpenChange={setOpen} title={model.name}>
        <About model={model} isOwn={isOwn} onDone={() => setOpen(false)} />
      </Dialog>
    </>
  )
}

type AboutProps = { readonly model: ModelItemWire; readonly isOwn: boolean; readonly onDone: () => void }

function About({ model: { id }, isOwn, onDone }: AboutProps) {
  const t = useTranslations('govern.models.about')
  const query = useQuery({ queryKey: ['govern', 'model', id], queryFn: () => getModel(browserApi, `${id}`) })
  return (
    <QueryView query={query} failed={t('failed')} skeleton={waiting}>
      {({ description, contracts }) => (
        <div className="stack g4">
          {description !== null && (
            <>
              <p className="t12 dim">{t('signed', { day: dayText(description.signedAt) })}</p>
              <MarkdownText text={description.text} />
            </>
          )}
          {isOwn && <DescribeModel id={id} modelPayments={contracts.modelPayments} text={description?.text ?? ''} onDone={onDone} />}
        </div>
      )}
    </QueryView>
  )
}
