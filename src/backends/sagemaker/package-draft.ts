import type { MirrorDraft } from '../../ports/registry-mirror.ts'

/** Of metrics as metadata: a package takes fifty entries in all. */
const MOST_METRICS = 30

/** What CreateModelPackage takes for a version; where its model lies in S3 the package names it there. */
export function draftPackage(
  { tag, version, commit, record, file }: MirrorDraft,
  group: string,
  image: string | null,
): Readonly<Record<string, unknown>> {
  const locate = (path: string) => {
    const location = record.artifacts.find((entry) => entry.path === path)?.location ?? ''
    return location.startsWith('s3://') ? location : null
  }
  const [model, profile] = [locate('artifacts/model'), locate('artifacts/profile.json')]
  const metrics = Object.entries(record.metrics).slice(0, MOST_METRICS)
  const container = {
    ...(image === null ? {} : { Image: image }),
    ...(model === null
      ? {}
      : { ModelDataSource: { S3DataSource: { S3Uri: model, S3DataType: 'S3Object', CompressionType: 'None' } } }),
  }
  return {
    ModelPackageGroupName: group,
    // the record stands first: it is found by it, and a list shows no more than this
    ModelPackageDescription: `${tag}, record ${commit} in git. ${(record.description ?? '').replaceAll(/\s+/g, ' ')}`
      .trim()
      .slice(0, 1000),
    ModelApprovalStatus: 'PendingManualApproval',
    // without an image nothing could be deployed from it
    ModelPackageRegistrationType: image === null ? 'Logged' : 'Registered',
    ...(Object.keys(container).length === 0
      ? {}
      : {
          InferenceSpecification: {
            Containers: [container],
            SupportedContentTypes: ['application/json'],
            SupportedResponseMIMETypes: ['application/json'],
          },
        }),
    ...(profile === null
      ? {}
      : { ModelMetrics: { ModelDataQuality: { Statistics: { ContentType: 'application/json', S3Uri: profile } } } }),
    MetadataProperties: {
      ...(record.codeCommit === null ? {} : { CommitId: record.codeCommit }),
      GeneratedBy: 'modelgate',
    },
    CustomerMetadataProperties: {
      'modelgate.version': version,
      'modelgate.tag': tag,
      'modelgate.record': commit,
      ...(file === null ? {} : { 'modelgate.model': `sha256:${file.sha256}` }),
      ...Object.fromEntries(
        metrics.map(([name, value]) => [`metric.${name.replaceAll(/[^\w.:/=+@-]/g, '_')}`, String(value)]),
      ),
    },
  }
}
