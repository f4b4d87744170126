'use client'
import { CloudOff, RotateCw } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import { StateBox } from '#web/components/ui/StateBox.tsx'
import { ErrorCode } from '#web/parts/api/ErrorCode.tsx'
import { asksForRequest, isAway, isMissing, problemOf } from '#web/parts/api/problem.ts'

export type ErrorStateProps = {
  readonly title: string
  readonly error: unknown
  /** True if the error is the only content of its page. */
  readonly isPage?: boolean
  readonly onRetry: () => void
}

/**
 * Shows an error: the failed action, the next step, the error code and a retry button. If the requested thing does not exist, it shows a link to
 * another page instead.
 */
export function ErrorState({ title, error, isPage = false, onRetry }: ErrorStateProps) {
  const t = useTranslations('states')
  const { code, sentence, requestId } = problemOf(error)
  return (
    <div className="panel">
      <StateBox
        kind="error"
        isPage={isPage}
        icon={CloudOff}
        title={title}
        code={
          <>
            <ErrorCode code={code} />
            {requestId !== null && !asksForRequest(error) && t('request', { requestId })}
          </>
        }
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
