'use client'
import dynamic from 'next/dynamic'
import { GovernSkeleton } from '#web/parts/govern/GovernSkeleton.tsx'
import { SignInGate } from '#web/parts/session/SignInGate.tsx'

// The form has as much script as the rest of the page. A visitor without an account cannot use the form, so its script loads only when the form is shown.
const NewJobForm = dynamic(() => import('#web/features/jobs/new-job/NewJobForm.tsx').then((module) => module.NewJobForm))

/**
 * The page of a new job: the form, or an explanation for visitors who are not signed in. The price is shown on the page of the job, where the user approves it
 * before signing anything.
 */
export function NewJobView({ copyOf }: { readonly copyOf: string | null }) {
  return (
    <SignInGate waiting={<GovernSkeleton />} purpose="job">
      <NewJobForm copyOf={copyOf} />
    </SignInGate>
  )
}
