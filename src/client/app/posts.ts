import type { StreamId } from '../../core/domain/id.ts'
import type { Requirement } from '../../core/domain/job.ts'
import type { Post } from '../../core/domain/person.ts'
import type { Result } from '../../core/domain/result.ts'
import type { Json } from '../../core/protocol/json.ts'
import type { Operation } from '../../core/protocol/operation.ts'
import type { RecordProblem } from '../storage/record.ts'
import type { App } from './app.ts'

/**
 * Saves what a post asks beyond its job, or instead of it, as a new version of its description. Assignments of published
 * campaigns keep the version they were frozen with.
 */
export const adjustPost = (
  app: App,
  post: Post,
  adjustments: readonly Requirement[],
): Promise<Result<readonly Operation[], RecordProblem>> =>
  app.perform([
    {
      kind: 'edit',
      entity: { kind: 'post', id: post.id },
      stream: app.identity.administration as string as StreamId,
      set: { adjustments: adjustments as unknown as Json, descriptionVersion: post.descriptionVersion + 1 },
    },
  ])
