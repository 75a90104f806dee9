declare const brand: unique symbol

/** A string that can only stand for one kind of thing: an officer's id cannot be passed where a campaign's is meant. */
export type Id<Kind extends string> = string & { readonly [brand]: Kind }

export type AdministrationId = Id<'administration'>
export type PackId = Id<'pack'>
export type UnitId = Id<'unit'>
export type PersonId = Id<'person'>
export type PostId = Id<'post'>
export type CampaignId = Id<'campaign'>
export type AssignmentId = Id<'assignment'>
export type AssessmentId = Id<'assessment'>
export type DeviceId = Id<'device'>
/** The hardware with its browser. Each profile on it is a device of its own. */
export type TabletId = Id<'tablet'>
export type AccountId = Id<'account'>
export type OperationId = Id<'operation'>
/** The unit of scope and of order: an administration's reference data, or one of its sites. */
export type StreamId = Id<'stream'>

/** Codes come from a pack and are unique within it, e.g. `customs-valuation`. */
export type CompetencyCode = Id<'competency'>
export type GroupCode = Id<'group'>
export type JobCode = Id<'job'>
export type CourseCode = Id<'course'>
