import LabelfCore
