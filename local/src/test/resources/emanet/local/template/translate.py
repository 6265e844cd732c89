"""Translates a SAM template as CloudFormation would, and prints what comes of it."""

import json
import os
import sys

from samtranslator.translator.transform import transform
from samtranslator.yaml_helper import yaml_parse

os.environ.setdefault("AWS_DEFAULT_REGION", "eu-central-1")


class NoManagedPolicies:
    def load(self):
        return {}


with open(sys.argv[1], encoding="utf-8") as file:
    template = yaml_parse(file.read())
# `aws cloudformation package` puts the place of the uploaded code here
template["Globals"]["Function"]["CodeUri"] = {"Bucket": "a-bucket", "Key": "code.zip"}
print(json.dumps(transform(template, {}, NoManagedPolicies())))
