"""Would AWS allow it? Answers the questions on standard input with Principal Mapper, a simulator of NCC Group.

Reads {"documents": [...], "questions": [...]}, where a policy is the index of its document, and writes a list of
answers: true, false, or why there is none. Principal Mapper is under AGPL-3.0: the tests call it, nothing ships it.
"""

import collections
import collections.abc
import json
import sys

# Principal Mapper 1.1.5 takes from `collections` what Python 3.10 moved.
for name in ("Mapping", "MutableMapping"):
    setattr(collections, name, getattr(collections.abc, name))

from principalmapper.common import Node
from principalmapper.querying.local_policy_simulation import (
    ResourcePolicyEvalResult,
    resource_policy_authorization,
    resource_policy_matching_statements,
)
from principalmapper.querying.query_interface import local_check_authorization_full
from principalmapper.util.case_insensitive_dict import CaseInsensitiveDict

NO_STATEMENTS = {"Version": "2012-10-17", "Statement": []}


def answer(documents, question):
    principal, action, context = question["principal"], question["action"], question["context"]
    resource, owner = question["resource"], question["resourceAccount"]
    by_service = not principal.startswith("arn:")
    caller = principal if by_service else node(principal, [documents[index] for index in question["identityPolicies"]])

    # It knows no resource control policies, but how a resource policy denies.
    if any(
        statement["Effect"] == "Deny"
        for index in question["resourceControlPolicies"]
        for statement in resource_policy_matching_statements(
            caller, documents[index], action, resource, CaseInsensitiveDict(context)
        )
    ):
        return False

    # It takes the trust policy of a role for what a change of the role needs, too: "Trust policy: A JSON policy document
    # in which you define the principals that you trust to assume the role."
    # Source: IAM User Guide, "IAM roles", "Roles terms and concepts". Read 2026-11-27.
    policy = None if action.startswith("iam:") else question["resourcePolicy"]
    resource_policy = None if policy is None else documents[policy]
    if by_service:
        authorization = resource_policy_authorization(
            caller, owner, resource_policy or NO_STATEMENTS, action, resource, context
        )
        return authorization is ResourcePolicyEvalResult.SERVICE_MATCH
    if resource_policy is None and principal.split(":")[4] != owner:
        resource_policy = NO_STATEMENTS
    return local_check_authorization_full(
        caller,
        action,
        resource,
        context,
        resource_policy,
        owner,
        [[documents[index] for index in level] for level in question["serviceControlPolicies"]],
    )


def node(arn, policies):
    """Its constructor refuses the root user of an account, which it can judge all the same."""
    role = Node("arn:aws:iam::000000000000:role/any", "id", policies, None, {}, None, 0, False, False, None, False, None)
    role.arn = arn
    return role


def answer_or_why_not(documents, question):
    try:
        return answer(documents, question)
    except Exception as error:  # The test shows it beside the row.
        return f"{type(error).__name__}: {error}"


asked = json.load(sys.stdin)
json.dump([answer_or_why_not(asked["documents"], question) for question in asked["questions"]], sys.stdout)
