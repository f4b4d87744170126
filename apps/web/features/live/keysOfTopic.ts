/** Returns the cache keys of the queries that need new data when the event stream reports this topic. */
export function keysOfTopic(topic: string): readonly (readonly string[])[] {
  const [noun = '', id = ''] = topic.split(/:(.*)/s)
  switch (noun) {
    case 'listings':
      return [['listings'], ['listing'], ['classes'], ['provider']]
    case 'market':
      // If orders of other accounts enter or leave the book, the queue positions of the reader's orders change, too.
      return [['market'], ['orders', 'places']]
    case 'wallet':
      return [['wallet'], ['holds'], ['leases'], ['orders']]
    case 'provider':
      return [['provider']]
    case 'notifications':
      return [['notifications']]
    case 'order':
      return [['order', id], ['leases']]
    case 'hold':
      return [['hold', id], ['holds']]
    case 'lease':
      return [['lease', id], ['receipt', id], ['leases']]
    case 'job':
      return [
        ['job', id],
        ['jobs', 'own'],
      ]
    case 'tasks':
      return [['tasks']]
    default:
      return []
  }
}
