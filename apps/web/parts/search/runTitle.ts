import { type Run, runNameOf } from '@infinitio/domain'
import { useTranslations } from 'next-intl'

/** Gives what names a run in words: "Llama 3.3 70B, 4-bit", "Fine-tune Stable Diffusion XL". */
export function useRunTitle(): (run: Run) => string {
  const t = useTranslations('run')
  return (run) => {
    const name = runNameOf(run)
    if ('program' in run) return name
    const { task, bits } = run
    return t(`title.${task}`, { name, bits: bits === 16 ? 'none' : String(bits) })
  }
}
