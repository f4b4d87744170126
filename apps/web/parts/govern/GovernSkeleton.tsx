import { Skeleton } from '#web/components/ui/Skeleton.tsx'

/** The loading skeleton of a page about governing. */
export function GovernSkeleton() {
  return (
    <div className="gl skeltree" aria-hidden>
      <div className="stack g4">
        <div className="panel p-4">
          <Skeleton width="100%" height={72} />
        </div>
        <div className="panel stack g4 p-4">
          {[1, 2, 3, 4].map((key) => (
            <Skeleton key={key} width="100%" height={24} />
          ))}
        </div>
      </div>
      <div className="panel p-4">
        <Skeleton width="100%" height={280} />
      </div>
    </div>
  )
}
