/**
 * Slack's words for why it did not post or edit, by what helps. They are those that Slack publishes for `chat.postMessage`,
 * `chat.update` and the upload of a file; what is not listed is read as a mistake in the call.
 */
const CODES = {
  /** This place takes no message of ours: it is said in another. */
  place: [
    'cannot_dm_bot',
    'channel_not_found',
    'channel_type_not_supported',
    'ekm_access_denied',
    'external_channel_migrating',
    'is_archived',
    'is_inactive',
    'messages_tab_disabled',
    'no_permission',
    'not_in_channel',
    'posting_to_channel_denied',
    'posting_to_general_channel_denied',
    'restricted_action',
    'restricted_action_read_only_channel',
    'restricted_action_thread_only_channel',
    'team_not_found',
    'user_disabled',
    'user_not_found',
  ],
  /** This thread takes no reply: it is said beside it. */
  thread: [
    'cannot_reply_to_message',
    'restricted_action_non_threadable_channel',
    'restricted_action_thread_locked',
    'thread_locked',
    'thread_not_found',
  ],
  /** This message takes no edit: it is posted anew. */
  message: [
    'block_mismatch',
    'cant_update_message',
    'edit_window_closed',
    'message_not_found',
    'message_not_owned_by_app',
    'no_dual_broadcast_content_update',
    'streaming_state_conflict',
  ],
  /** How it looks is refused, not what it says: it is said more plainly. */
  content: [
    'attachment_payload_limit_exceeded',
    'invalid_attachments',
    'invalid_blocks',
    'invalid_blocks_format',
    'markdown_text_conflict',
    'markdown_text_too_long',
    'msg_blocks_too_long',
    'msg_too_long',
    'no_text',
    'too_many_attachments',
  ],
  /** The app itself is refused: a person must mend its token, its scopes or its installation. */
  access: [
    'access_denied',
    'accesslimited',
    'account_inactive',
    'app_access_restricted',
    'app_not_installed',
    'enterprise_is_restricted',
    'invalid_auth',
    'missing_scope',
    'not_allowed_token_type',
    'not_authed',
    'org_login_required',
    'team_access_not_granted',
    'token_expired',
    'token_revoked',
    'two_factor_setup_required',
  ],
  /** Later: Slack is busy, or we are too fast. */
  pace: ['message_limit_exceeded', 'rate_limited', 'ratelimited', 'team_added_to_org'],
  /** Slack's own trouble, after which part of the call may have been done. */
  unknown: ['fatal_error', 'internal_error', 'messaging_processing_failed', 'request_timeout', 'service_unavailable', 'update_failed'],
} as const;

export type About = keyof typeof CODES | 'call';

export function aboutOf(code: string): About {
  return ABOUT.get(code) ?? 'call';
}

const ABOUT: ReadonlyMap<string, About> = new Map(
  Object.entries(CODES).flatMap(([about, codes]) => codes.map((code): [string, About] => [code, about as keyof typeof CODES])),
);
