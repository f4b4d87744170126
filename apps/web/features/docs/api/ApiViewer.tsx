'use client'
import { CloudOff } from 'lucide-react'
import { useTheme } from 'next-themes'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { StateBox } from '#web/components/ui/StateBox.tsx'
import { openScalar, wearTheme } from '#web/features/docs/api/openScalar.ts'

/** The texts of the viewer while it loads and after a failure, in the reader's language. */
export type ViewerWords = { readonly loading: string; readonly failed: string; readonly failedText: ReactNode; readonly again: string }

/**
 * Shows the OpenAPI document in Scalar, an interactive viewer for APIs, at the endpoint that the URL names. Only this component loads Scalar; until it has
 * loaded, an empty box reserves its space.
 */
export function ApiViewer({ language, words }: { readonly language: string; readonly words: ViewerWords }) {
  const frame = useRef<HTMLDivElement>(null)
  const [state, setState] = useState<'loading' | 'shown' | 'failed'>('loading')
  const [tries, setTries] = useState(0)
  const { resolvedTheme } = useTheme()

  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of `tries` starts the effect again after a failure.
  useEffect(() => {
    const element = frame.current
    if (element === null) return
    setState('loading')
    return openScalar(element, { language, onShown: () => setState('shown'), onFailed: () => setState('failed') })
  }, [language, tries])

  useEffect(() => {
    if (state === 'shown') wearTheme(resolvedTheme === 'dark' ? 'dark' : 'light')
  }, [resolvedTheme, state])

  return (
    <div className="browser" aria-busy={state === 'loading'}>
      {state === 'loading' && (
        <div className="page waits" role="status" aria-label={words.loading}>
          <Skeleton width="40%" height={24} />
          <Skeleton width="70%" />
          <Skeleton width="60%" />
        </div>
      )}
      {state === 'failed' && (
        <div className="page">
          <StateBox
            kind="error"
            icon={CloudOff}
            title={words.failed}
            actions={
              <Button tone="primary" onClick={() => setTries(tries + 1)}>
                {words.again}
              </Button>
            }
          >
            {words.failedText}
          </StateBox>
        </div>
      )}
      <div ref={frame} />
    </div>
  )
}
