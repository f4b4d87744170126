'use client'
import { RotateCw, Unplug } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import { StateBox } from '#web/components/ui/StateBox.tsx'
import { isAway, isMissing, problemOf } from '#web/parts/api/problem.ts'

/** The drawn error state: what did not work, what to do, the code, and a way to try again; from what is not there it leads elsewhere. */
export function ErrorState({ title, error, onRetry }: { readonly title: string; readonly error: unknown; readonly onRetry: () => void }) {
  const t = useTranslations('states')
  const { code, sentence, requestId } = problemOf(error)
  return (
    <div className="panel">
      <StateBox
        kind="error"
        icon={Unplug}
        title={title}
        code={requestId === null ? code : t('codeAndRequest', { code, requestId })}
        actions={
          isMissing(error) ? (
            <>
              <Button asChild tone="primary">
                <Link href="/gpus">{t('findGpus')}</Link>
              </Button>
              <Button asChild>
                <Link href="/leases">{t('yourLeases')}</Link>
              </Button>
            </>
          ) : (
            <Button tone="primary" onClick={onRetry}>
              <RotateCw className="i" aria-hidden />
              {t('tryNow')}
            </Button>
          )
        }
      >
        {sentence} {isAway(error) && t('weTryAgain')}
      </StateBox>
    </div>
  )
}
